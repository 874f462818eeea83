using System.Diagnostics.Metrics;

namespace Uso.Grains.Hosting;

/// <summary>The meter "Uso.Runs": how runs end. No school, no person.</summary>
internal sealed class RunTelemetry(IMeterFactory meters)
{
    private readonly Counter<long> _rested = meters.Create("Uso.Runs").CreateCounter<long>("uso.runs.rested", description: "Runs that came to rest, by kind and phase.");

    public void Rested(RunKind kind, RunPhase phase) => _rested.Add(1, new("kind", Name(kind)), new("phase", Name(phase)));

    private static string Name<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

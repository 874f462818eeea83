using System.Diagnostics;
using System.Reflection;

namespace Uso.Grains.Hosting;

/// <summary>Puts together what this process says of itself.</summary>
public sealed class SiloFactsSource(SlowCallLog slow, TimeProvider time)
{
    private static readonly string Build = typeof(SiloFactsSource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private readonly DateTimeOffset _started = time.GetUtcNow();

    public SiloFacts Read(string address)
    {
        using var process = Process.GetCurrentProcess();
        return new SiloFacts
        {
            Address = address,
            Build = Build,
            StartedAt = _started,
            WorkingSetBytes = process.WorkingSet64,
            SlowCalls = slow.Read(),
        };
    }
}

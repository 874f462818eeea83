using System.Diagnostics.Metrics;

namespace Uso.Silo.Hosting;

/// <summary>The meter "Uso.Storage", with the names and tags that it has on the embedded runtime.</summary>
internal sealed class StorageTelemetry
{
    private readonly Counter<long> _writes;
    private readonly Counter<long> _reads;

    public StorageTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create("Uso.Storage");
        _writes = meter.CreateCounter<long>("uso.storage.writes", description: "States written, by grain type and operation.");
        _reads = meter.CreateCounter<long>("uso.storage.reads", description: "States read, by grain type.");
    }

    public void Read(GrainType grain)
    {
        if (_reads.Enabled)
        {
            _reads.Add(1, new KeyValuePair<string, object?>("grain", grain.ToString()));
        }
    }

    public void Wrote(GrainType grain, string operation)
    {
        if (_writes.Enabled)
        {
            _writes.Add(1, new("grain", grain.ToString()), new("op", operation));
        }
    }
}

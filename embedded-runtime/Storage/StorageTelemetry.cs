using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>The meter "Uso.Storage".</summary>
internal sealed class StorageTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _reads;
    private readonly Histogram<int> _batches;

    public StorageTelemetry(IMeterFactory meters)
    {
        _meter = meters.Create("Uso.Storage");
        _writes = _meter.CreateCounter<long>("uso.storage.writes", description: "States written, by grain type and operation.");
        _reads = _meter.CreateCounter<long>("uso.storage.reads", description: "States read, by grain type.");
        _batches = _meter.CreateHistogram<int>("uso.storage.commit.batch", description: "Writes that shared one transaction.");
    }

    public void Read(string grainType)
    {
        if (_reads.Enabled)
        {
            _reads.Add(1, new KeyValuePair<string, object?>("grain", grainType));
        }
    }

    public void Committed(List<Write> batch)
    {
        _batches.Record(batch.Count);
        if (!_writes.Enabled)
        {
            return;
        }

        foreach (var group in batch.GroupBy(w => w.Label))
        {
            _writes.Add(group.Count(), new TagList { { "grain", group.Key.GrainType }, { "op", group.Key.Operation } });
        }
    }

    public void Dispose() => _meter.Dispose();
}

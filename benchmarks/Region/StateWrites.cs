using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Uso.Benchmarks.Region;

/// <summary>Counts writes of states in this process, from the storage's own meter.</summary>
internal sealed class StateWrites : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();

    public StateWrites()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: "Uso.Storage", Name: "uso.storage.writes" })
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "grain", Value: string grain })
                {
                    _counts.AddOrUpdate(grain, value, (_, before) => before + value);
                }
            }
        });
        _listener.Start();
    }

    public IReadOnlyDictionary<string, long> ByGrain() => new Dictionary<string, long>(_counts);

    public void Dispose() => _listener.Dispose();
}

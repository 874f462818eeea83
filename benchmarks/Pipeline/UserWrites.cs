using System.Diagnostics.Metrics;

namespace Uso.Benchmarks.Pipeline;

/// <summary>Counts writes of accounts, from the storage's own meter.</summary>
internal sealed class UserWrites : IDisposable
{
    private readonly MeterListener _listener = new();
    private long _count;

    public UserWrites()
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
                if (tag is { Key: "grain", Value: string grain } && grain.Equals("user", StringComparison.OrdinalIgnoreCase))
                {
                    Interlocked.Add(ref _count, value);
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Writes since the last call.</summary>
    public long Take() => Interlocked.Exchange(ref _count, 0);

    public void Dispose() => _listener.Dispose();
}

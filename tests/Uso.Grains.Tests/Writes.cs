using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Uso.Grains.Tests;

/// <summary>Counts states written, by grain type, from the storage's own meter.</summary>
internal sealed class Writes : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = [];

    public Writes(Region region)
    {
        var meters = region.Host.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "uso.storage.writes" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "grain")
                {
                    _counts.AddOrUpdate((string)tag.Value!, count, (_, before) => before + count);
                }
            }
        });
        _listener.Start();
    }

    /// <summary>Writes to grains whose type has this in its name.</summary>
    public long Of(string grain) => _counts.Where(one => one.Key.Contains(grain, StringComparison.OrdinalIgnoreCase)).Sum(one => one.Value);

    public void Dispose() => _listener.Dispose();
}

using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace Uso.Grains.Hosting;

/// <summary>Remembers this process's slow calls of the last hour. Both runtimes report them through the same instrument, from a second on.</summary>
public sealed class SlowCallLog : IDisposable
{
    public const string Meter = "Uso.Runtime";
    public const string Instrument = "uso.runtime.call.slow";
    public const string GrainTag = "grain";
    public const string MethodTag = "method";

    /// <summary>From here on a call is slow.</summary>
    public static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private const int Most = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private readonly Queue<(DateTimeOffset At, string Grain, string Method, double Seconds)> _calls = new();
    private readonly MeterListener _listener = new();
    private readonly TimeProvider _time;

    public SlowCallLog(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == Instrument && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Note(seconds, tags));
        _listener.Start();
    }

    public ImmutableArray<SlowCalls> Read()
    {
        var since = _time.GetUtcNow() - Kept;
        lock (_calls)
        {
            return
            [
                .. _calls.Where(call => call.At >= since)
                    .GroupBy(call => (call.Grain, call.Method))
                    .Select(group => new SlowCalls
                    {
                        Grain = group.Key.Grain,
                        Method = group.Key.Method,
                        Count = group.Count(),
                        LongestMilliseconds = (int)(group.Max(call => call.Seconds) * 1000),
                        LastAt = group.Max(call => call.At),
                    })
                    .OrderByDescending(calls => calls.LongestMilliseconds).ThenBy(calls => calls.Grain, StringComparer.Ordinal),
            ];
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string grain = "", method = "";
        foreach (var (key, value) in tags)
        {
            (grain, method) = key switch
            {
                GrainTag => (value?.ToString() ?? "", method),
                MethodTag => (grain, value?.ToString() ?? ""),
                _ => (grain, method),
            };
        }

        lock (_calls)
        {
            if (_calls.Count == Most)
            {
                _calls.Dequeue();
            }

            _calls.Enqueue((_time.GetUtcNow(), grain, method, seconds));
        }
    }
}

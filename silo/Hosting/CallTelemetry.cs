using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reflection;
using Uso.Grains.Hosting;

namespace Uso.Silo.Hosting;

/// <summary>
/// The meter "Uso.Runtime" as far as Orleans' own meters do not tell the same: calls by grain type, and which methods were slow. A method with a response
/// timeout of its own may take its time.
/// </summary>
internal sealed class CallTelemetry : IIncomingGrainCallFilter
{
    private static readonly ConcurrentDictionary<MethodInfo, bool> MayBeLong = new();

    private readonly Counter<long> _calls;
    private readonly Histogram<double> _slow;
    private readonly TimeProvider _time;

    public CallTelemetry(IMeterFactory meters, TimeProvider time)
    {
        var meter = meters.Create(SlowCallLog.Meter);
        _calls = meter.CreateCounter<long>("uso.runtime.calls", description: "Calls sent to grains, by grain type.");
        _slow = meter.CreateHistogram<double>(SlowCallLog.Instrument, "s", "Calls that took a second or more, by grain type and method.");
        _time = time;
    }

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var started = _time.GetTimestamp();
        try
        {
            await context.Invoke();
        }
        finally
        {
            var grain = new KeyValuePair<string, object?>(SlowCallLog.GrainTag, context.TargetId.Type.ToString());
            _calls.Add(1, grain);
            var took = _time.GetElapsedTime(started);
            if (took >= SlowCallLog.Slow && !IsLongByContract(context.InterfaceMethod))
            {
                _slow.Record(took.TotalSeconds, grain, new(SlowCallLog.MethodTag, context.MethodName));
            }
        }
    }

    private static bool IsLongByContract(MethodInfo? method) =>
        method is null || MayBeLong.GetOrAdd(method, static m => m.IsDefined(typeof(ResponseTimeoutAttribute)));
}

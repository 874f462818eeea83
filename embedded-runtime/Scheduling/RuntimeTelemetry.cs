using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>The meter "Uso.Runtime".</summary>
internal sealed class RuntimeTelemetry : IDisposable
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(1);

    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _activations;
    private readonly Counter<long> _slow;
    private readonly Histogram<double> _took;

    public RuntimeTelemetry(EmbeddedSilo silo)
    {
        _meter = silo.Services.GetRequiredService<IMeterFactory>().Create("Uso.Runtime");
        _calls = _meter.CreateCounter<long>("uso.runtime.calls", description: "Calls sent to grains, by grain type.");
        _activations = _meter.CreateCounter<long>("uso.runtime.activated", description: "Grains activated, by grain type.");
        _slow = _meter.CreateCounter<long>("uso.runtime.calls.slow", description: "Calls that ran into their response timeout, by grain type.");
        _took = _meter.CreateHistogram<double>("uso.runtime.call.slow", "s", "Calls that took a second or more, waiting included, by grain type and method.");
        _meter.CreateObservableGauge("uso.runtime.activations", () => silo.LiveActivations, description: "Grains in memory.");
    }

    public void Called(GrainClass grainClass)
    {
        if (_calls.Enabled)
        {
            _calls.Add(1, new KeyValuePair<string, object?>("grain", grainClass.Name));
        }
    }

    public void Activated(GrainClass grainClass)
    {
        if (_activations.Enabled)
        {
            _activations.Add(1, new KeyValuePair<string, object?>("grain", grainClass.Name));
        }
    }

    /// <summary>A call that was long. One that may take its time by its own contract is not looked at.</summary>
    public void Took(Call call, TimeSpan time)
    {
        if (time >= Slow && _took.Enabled && call is { IsMethod: true, Timeout: null })
        {
            _took.Record(time.TotalSeconds, new("grain", call.Target.Type.ToString()), new("method", call.Name));
        }
    }

    public void SlowCall(Call call) => _slow.Add(1, new KeyValuePair<string, object?>("grain", call.Target.Type.ToString()));

    public void Dispose() => _meter.Dispose();
}

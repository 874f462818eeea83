using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>The meter "Uso.Runtime".</summary>
internal sealed class RuntimeTelemetry : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _activations;
    private readonly Counter<long> _slow;

    public RuntimeTelemetry(EmbeddedSilo silo)
    {
        _meter = silo.Services.GetRequiredService<IMeterFactory>().Create("Uso.Runtime");
        _calls = _meter.CreateCounter<long>("uso.runtime.calls", description: "Calls sent to grains, by grain type.");
        _activations = _meter.CreateCounter<long>("uso.runtime.activated", description: "Grains activated, by grain type.");
        _slow = _meter.CreateCounter<long>("uso.runtime.calls.slow", description: "Calls that ran into their response timeout, by grain type.");
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

    public void SlowCall(Call call) => _slow.Add(1, new KeyValuePair<string, object?>("grain", call.Target.Type.ToString()));

    public void Dispose() => _meter.Dispose();
}

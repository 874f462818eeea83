using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Calls;
using Uso.EmbeddedRuntime.Hosting;
using Uso.EmbeddedRuntime.Isolation;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>The one silo: hands calls to activations and keeps their number down.</summary>
internal sealed partial class EmbeddedSilo : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _killed = new();
    private readonly SingletonServices _singletons;
    private readonly ConcurrentDictionary<Type, ProxyType> _proxies = new();
    private readonly Lazy<GrainTypes> _types;
    private volatile SiloState _state;

    public EmbeddedSilo(
        IServiceProvider services, IOptions<EmbeddedRuntimeOptions> options, TimeProvider clock, ILogger<EmbeddedSilo> logger,
        SingletonServices singletons)
    {
        Services = services;
        Options = options.Value;
        Clock = clock;
        Logger = logger;
        _singletons = singletons;
        Isolator = new Isolator(this);
        GrainFactory = new EmbeddedClient(this);
        _types = new(() => new GrainTypes(this, Options.GrainAssemblies.Count > 0 ? Options.GrainAssemblies : GrainAssemblies.Discover()));
        Telemetry = new RuntimeTelemetry(this);
    }

    public IServiceProvider Services { get; }

    public EmbeddedRuntimeOptions Options { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    public Isolator Isolator { get; }

    public EmbeddedClient GrainFactory { get; }

    public RuntimeTelemetry Telemetry { get; }

    public GrainTypes Types => _types.Value;

    /// <summary>Signals that the silo is going down.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Signals that there is no time left.</summary>
    public CancellationToken Killed => _killed.Token;

    /// <summary>No turn runs or waits for a thread. Calls may be waiting for something else.</summary>
    public bool IsQuiet => Types.All.All(c => c.Activations.All(a => !a.IsScheduled));

    public bool IsSingleton(Type service) => _singletons.Contains(service);

    public object CreateReference(Type grainInterface, GrainClass grainClass, GrainId grainId) =>
        _proxies.GetOrAdd(grainInterface, static (type, silo) => new ProxyType(silo, type), this).Create(this, grainClass, grainId);

    public object CreateReference(Type grainInterface, string key, string? classNamePrefix)
    {
        var grainClass = Types.Implementing(grainInterface, classNamePrefix);
        return CreateReference(grainInterface, grainClass, GrainId.Create(grainClass.GrainType, IdSpan.Create(key)));
    }

    /// <summary>Sends a call to the activation of its grain, making one if there is none.</summary>
    public void Dispatch(GrainClass grainClass, Call call)
    {
        Activation? none = null;
        Dispatch(grainClass, call, ref none);
    }

    /// <summary>The same, trying first the activation the last call went to.</summary>
    public void Dispatch(GrainClass grainClass, Call call, ref Activation? last)
    {
        if (_state != SiloState.Running && (_state != SiloState.Draining || call.Caller is null))
        {
            call.Fail(new SiloUnavailableException(_state == SiloState.Created ? "The silo has not started." : "The silo is stopping."));
            return;
        }

        Telemetry.Called(grainClass);
        if (last is not null && last.TryEnqueue(call))
        {
            return;
        }

        if (call.CountDispatch() > MaxDispatches)
        {
            call.Fail(new OrleansException($"{call.Target} leaves as soon as it is activated."));
            return;
        }

        if (grainClass.MaxLocal > 0)
        {
            grainClass.Workers.GetOrAdd(call.Target.Key.ToString(), static (_, a) => new StatelessWorkers(a.Item1, a.grainClass, a.Target),
                (this, grainClass, call.Target)).Dispatch(call);
            return;
        }

        Activation activation;
        do
        {
            activation = grainClass.GetOrCreate(call.Target);
        }
        while (!activation.TryEnqueue(call));
        last = activation;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _killed.Dispose();
        _sweep?.Dispose();
        Telemetry.Dispose();
    }
}

/// <summary>Where the silo is in its life.</summary>
internal enum SiloState
{
    Created,
    Running,
    Draining,
    Stopped,
}

using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>Base of the generated references; each method of theirs calls one of the methods here.</summary>
internal abstract class GrainProxy : GrainReference
{
    private readonly GrainMethod[] _methods;
    private Activation? _last;

    protected GrainProxy(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId, GrainMethod[] methods)
        : base(silo, grainClass, grainId) => _methods = methods;

    public Task CallTask(int slot, object?[]? arguments) => Send<Nothing>(slot, arguments);

    public Task<T> CallTaskOf<T>(int slot, object?[]? arguments) => Send<T>(slot, arguments);

    public ValueTask CallValueTask(int slot, object?[]? arguments) => new(Send<Nothing>(slot, arguments));

    public ValueTask<T> CallValueTaskOf<T>(int slot, object?[]? arguments) => new(Send<T>(slot, arguments));

    public IAsyncEnumerable<T> CallStream<T>(int slot, object?[]? arguments)
    {
        var method = _methods[slot];
        method.IsolateArguments(arguments);
        return new GrainStream<T>(this, method, arguments);
    }

    /// <summary>Sends a call the way this reference's calls go.</summary>
    public void Dispatch(Call call) => Silo.Dispatch(GrainClass, call, ref _last);

    private Task<T> Send<T>(int slot, object?[]? arguments)
    {
        var method = _methods[slot];
        try
        {
            method.IsolateArguments(arguments);
        }
        catch (Exception e)
        {
            return Task.FromException<T>(e);
        }

        var caller = Ambient.Current;
        if (method.OneWay)
        {
            // Nobody waits, so no chain of waiting callers leads through it.
            var oneWay = new MethodCall<T>(this, method, arguments, caller?.Values is { } values ? new Ambient(values, null) : null);
            Dispatch(oneWay);
            _ = oneWay.Task.ContinueWith(
                static (t, silo) => Log.OneWayFailed(((EmbeddedSilo)silo!).Logger, t.Exception!),
                Silo, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return Task.FromResult<T>(default!);
        }

        var call = new MethodCall<T>(this, method, arguments, caller);
        Dispatch(call);
        return call.Task;
    }
}

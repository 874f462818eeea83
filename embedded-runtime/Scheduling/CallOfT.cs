using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>The result of a method that has none.</summary>
internal readonly struct Nothing;

/// <summary>A call with a result that somebody may wait for.</summary>
internal abstract class Call<T>(EmbeddedSilo silo, GrainId target, Ambient? caller) : Call(silo, target, caller)
{
    // Asynchronously: a caller's continuation must not run inside the callee's turn.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    public override bool IsSettled => _completion.Task.IsCompleted;

    public sealed override void Run()
    {
        Current = this;
        Task task;
        try
        {
            task = Invoke(Host!.GrainInstance!) ?? throw new InvalidOperationException($"{Name} returned no task.");
        }
        catch (Exception e)
        {
            task = System.Threading.Tasks.Task.FromException(e);
        }

        if (task.IsCompleted)
        {
            Finish(task);
            return;
        }

        // On the activation: an answer on its way is then a turn to come, and is seen as such.
        task.ContinueWith(
            static (done, call) => ((Call<T>)call!).Finish(done),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            Host!);
    }

    public override void Fail(Exception exception)
    {
        if (_completion.TrySetException(exception))
        {
            Settled();
        }
    }

    public void Cancel(CancellationToken token)
    {
        if (_completion.TrySetCanceled(token))
        {
            Settled();
        }
    }

    /// <summary>Starts the work on the grain.</summary>
    protected abstract Task Invoke(object grain);

    /// <summary>Makes the result the caller's own.</summary>
    protected virtual T Isolate(T result) => result;

    /// <summary>Lets go of what only a waiting caller needs.</summary>
    protected virtual void Settled()
    {
    }

    private void Finish(Task task)
    {
        T result = default!;
        Exception? fault = null;
        if (task.IsCompletedSuccessfully)
        {
            try
            {
#pragma warning disable RS0030 // The task has completed, so its result is read, not waited for.
                result = task is Task<T> typed ? Isolate(typed.Result) : default!;
#pragma warning restore RS0030
            }
            catch (Exception e)
            {
                fault = e;
            }
        }
        else if (!task.IsCanceled)
        {
            fault = task.Exception!.InnerExceptions.Count == 1 ? task.Exception.InnerException! : task.Exception;
        }

        Silo.Telemetry.Took(this, Silo.Clock.GetElapsedTime(Started));

        // The activation first: when the caller hears of it, the slot is free and a deactivation asked for has begun.
        Host!.Completed(this);
        if (fault is not null)
        {
            Fail(fault);
        }
        else if (task.IsCanceled)
        {
            Cancel(new TaskCanceledException(task).CancellationToken);
        }
        else if (_completion.TrySetResult(result))
        {
            Settled();
        }
    }
}

/// <summary>A call that runs a delegate on the activation: timers, streams, the runtime's own questions.</summary>
internal sealed class DelegateCall<T>(EmbeddedSilo silo, GrainId target, Ambient? caller, string name, Func<object, Task<T>> work)
    : Call<T>(silo, target, caller)
{
    public bool Interleave { get; init; }

    public bool KeepAlive { get; init; } = true;

    public TimeSpan? Deadline { get; init; }

    public override string Name => name;

    public override bool Interleaves => Interleave;

    public override bool CountsAsUse => KeepAlive;

    public override TimeSpan? Timeout => Deadline;

    protected override Task Invoke(object grain) => work(grain);
}

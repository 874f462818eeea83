using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>From the first call to the last.</summary>
internal sealed partial class Activation
{
    public GrainReference GrainReference
    {
        get
        {
            var extras = Extras();
            return extras.Reference ??= new GrainReference(Runtime, Class, GrainId);
        }
    }

    public IServiceProvider ActivationServices
    {
        get
        {
            // Most grains ask for singletons only, so the scope is made when first needed.
            var extras = Extras();
            return (extras.Scope ??= Runtime.Services.CreateScope()).ServiceProvider;
        }
    }

    public Task Deactivated
    {
        get
        {
            lock (this)
            {
                if (_state == ActivationState.Gone)
                {
                    return Task.CompletedTask;
                }

                _extras ??= new();
                return (_extras.Deactivated ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }
        }
    }

    public bool Equals(IGrainContext? other) => ReferenceEquals(this, other);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        TryDeactivate(deactivationReason, onlyIfIdle: false);

    /// <summary>Asks the activation to leave, or only if nobody uses it.</summary>
    public bool TryDeactivate(DeactivationReason reason, bool onlyIfIdle)
    {
        bool schedule;
        lock (this)
        {
            if (_leaving || _state is ActivationState.Deactivating or ActivationState.Gone || (onlyIfIdle && !IsIdle()))
            {
                return false;
            }

            (_extras ??= new()).Reason = reason;
            _leaving = true;
            schedule = !_scheduled && _state == ActivationState.Active && _running is null;
            _scheduled |= schedule;
        }

        Runtime.OnLeaving();
        if (schedule)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return true;
    }

    /// <summary>Whether it was used since this was last asked: the second chance of the collector.</summary>
    public bool TakeUsed()
    {
        var used = _used;
        _used = false;
        return used;
    }

    public void DelayDeactivation(TimeSpan time)
    {
        var extras = Extras();
        extras.KeepUntil = time == System.Threading.Timeout.InfiniteTimeSpan
            ? long.MaxValue
            : Runtime.Clock.GetTimestamp() + (long)(time.TotalSeconds * Runtime.Clock.TimestampFrequency);
    }

    public void CountStream(int change)
    {
        lock (this)
        {
            (_extras ??= new()).OpenStreams += change;
        }
    }

    /// <summary>Runs nothing more, as if the process had ended.</summary>
    public void Abandon()
    {
        lock (this)
        {
            _state = ActivationState.Gone;
            _abandoned = true;
            _tasks = null;
        }

        StopTimers();
    }

    private ActivationExtras Extras()
    {
        lock (this)
        {
            return _extras ??= new();
        }
    }

    private bool IsIdle() => _state == ActivationState.Active && _running is null && _pendingFirst is null && _tasks is not { Count: > 0 }
        && !Class.KeepAlive && (_extras is null || (_extras.OpenStreams == 0 && _extras.KeepUntil <= Runtime.Clock.GetTimestamp()));

    // async void: this is the turn's own code and everything it can throw is caught.
    private async void ActivateOrDeactivate()
    {
        if (_state == ActivationState.Activating)
        {
            await ActivateAsync();
        }
        else
        {
            await DeactivateAsync();
        }
    }

    private async Task ActivateAsync()
    {
        try
        {
            // The first caller's request context is there to be read, as in Orleans.
            Ambient.Current = _pendingFirst is { Values: { } values } ? new Ambient(values, null) : null;
            var states = CreateInstance();
            foreach (var state in states)
            {
                await state.LoadAsync();
            }

            await ((IGrainBase)_instance!).OnActivateAsync(Runtime.Stopping);
            Runtime.OnActivated(this);
            Become(ActivationState.Active);
        }
        catch (Exception e)
        {
            Log.ActivationFailed(Runtime.Logger, e, GrainId);
            await LeaveAsync(e);
        }
    }

    private IReadOnlyList<PersistentState> CreateInstance()
    {
        s_beingCreated = this;
        try
        {
            _instance = Class.Create(this, out var states);
            return states;
        }
        finally
        {
            s_beingCreated = null;
        }
    }

    private async Task DeactivateAsync()
    {
        var reason = _extras!.Reason;
        try
        {
            StopTimers();
            await ((IGrainBase)_instance!).OnDeactivateAsync(reason, Runtime.Killed);
        }
        catch (Exception e)
        {
            Log.DeactivationFailed(Runtime.Logger, e, GrainId);
        }

        await LeaveAsync(null);
    }

    private async Task LeaveAsync(Exception? failure)
    {
        bool asked;
        lock (this)
        {
            asked = _leaving;
            _leaving = true;
        }

        if (!asked)
        {
            Runtime.OnLeaving();
        }

        try
        {
            StopTimers();
            switch (_instance)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
            }

            _extras?.Scope?.Dispose();
        }
        catch (Exception e)
        {
            Log.DeactivationFailed(Runtime.Logger, e, GrainId);
        }

        // Out of the directory first, so that whoever finds this one gone also finds the way to the next.
        Runtime.OnGone(this);
        Call? waiting;
        lock (this)
        {
            if (_abandoned)
            {
                return;
            }

            _state = ActivationState.Gone;
            waiting = _pendingFirst;
            _pendingFirst = _pendingLast = null;
            _instance = null;
        }

        _extras?.Deactivated?.TrySetResult();
        while (waiting is { } call)
        {
            waiting = call.Next;
            call.Next = null;
            if (failure is null)
            {
                Runtime.Dispatch(Class, call);
            }
            else
            {
                call.Fail(failure);
            }
        }
    }

    private void Become(ActivationState state)
    {
        lock (this)
        {
            _state = _abandoned ? ActivationState.Gone : state;
        }

        // The turn that runs this goes on to look for the next piece of work; a turn resumed later finds itself scheduled.
    }
}

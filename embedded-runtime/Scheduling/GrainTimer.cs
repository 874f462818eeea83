using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>A timer whose ticks are calls of its activation. The next tick is set when one has ended.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private TimeSpan _period;
    private int _version;
    private bool _ticking;
    private bool _missed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        _period = options.Period;
        // The context of the turn that made the timer is not that of its ticks.
        using (ExecutionContext.SuppressFlow())
        {
            _timer = activation.Runtime.Clock.CreateTimer(
                static timer => ((GrainTimer)timer!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
            _version++;
            _period = period;
            if (!_ticking || dueTime != Timeout.InfiniteTimeSpan)
            {
                _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        if (!_disposed.IsCancellationRequested)
        {
            _activation.Remove(this);
            Stop();
        }
    }

    /// <summary>Ends the timer without telling the activation, which is leaving.</summary>
    public void Stop()
    {
        _timer.Dispose();
        _disposed.Cancel();
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (_ticking || _disposed.IsCancellationRequested)
            {
                // Changed to tick during a tick: the next follows at its end.
                _missed = _ticking;
                return;
            }

            _ticking = true;
        }

        var call = new DelegateCall<Nothing>(_activation.Runtime, _activation.GrainId, null, "Timer", _ => RunAsync())
        {
            Interleave = _options.Interleave,
            KeepAlive = _options.KeepAlive,
            Deadline = Timeout.InfiniteTimeSpan,
        };
        _activation.TryEnqueue(call);
    }

    private async Task<Nothing> RunAsync()
    {
        var version = _version;
        try
        {
            if (!_disposed.IsCancellationRequested)
            {
                await _callback(_disposed.Token);
            }
        }
        catch (Exception e)
        {
            Log.TimerFailed(_activation.Runtime.Logger, e, _activation.GrainId);
        }

        lock (_gate)
        {
            _ticking = false;
            if (_disposed.IsCancellationRequested)
            {
                return default;
            }

            if (_missed)
            {
                _missed = false;
                _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
            else if (version == _version)
            {
                // A Change made meanwhile has set the next tick itself.
                _timer.Change(_period <= TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _period, Timeout.InfiniteTimeSpan);
            }
        }

        return default;
    }
}

/// <summary>The timers of an activation.</summary>
internal sealed partial class Activation
{
    public IGrainTimer AddTimer(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        var timer = new GrainTimer(this, callback, options);
        lock (this)
        {
            ((_extras ??= new()).Timers ??= []).Add(timer);
        }

        return timer;
    }

    public void Remove(GrainTimer timer)
    {
        lock (this)
        {
            _extras?.Timers?.Remove(timer);
        }
    }

    private void StopTimers()
    {
        List<GrainTimer>? timers;
        lock (this)
        {
            timers = _extras?.Timers;
            if (_extras is not null)
            {
                _extras.Timers = null;
            }
        }

        timers?.ForEach(t => t.Stop());
    }
}

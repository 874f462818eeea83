using System.Collections.Concurrent;
using Orleans;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>
/// Keeps the number of activations down. Activations stand in a queue; the one at its head goes if it was not used since it last stood there
/// ("second chance", close to least recently used and without a lock per call). Classes that say they are not long wanted
/// (<see cref="CollectionAgeLimitAttribute"/> below the silo's own age) have a queue of their own, and go first while
/// they are more than half of all that may stay.
/// </summary>
internal sealed partial class EmbeddedSilo
{
    /// <summary>How often one call may be passed on because activations leave.</summary>
    private const int MaxDispatches = 16;

    /// <summary>How many one creation looks at, so that a silo whose grains are all busy does not search for ever.</summary>
    private const int LooksPerCreation = 16;

    private readonly ConcurrentQueue<Activation> _clock = new();
    private readonly ConcurrentQueue<Activation> _brief = new();
    private int _live;
    private ITimer? _sweep;
    private long _lastAgeSweep;

    /// <summary>Activations that are not on their way out.</summary>
    public int LiveActivations => Volatile.Read(ref _live);

    public void OnCreated(Activation activation)
    {
        Interlocked.Increment(ref _live);
        QueueOf(activation).Enqueue(activation);
        TrimToLimit(LooksPerCreation, activation);
    }

    public void OnActivated(Activation activation) => Telemetry.Activated(activation.Class);

    public void OnLeaving() => Interlocked.Decrement(ref _live);

    public void OnGone(Activation activation)
    {
        if (activation.Workers is { } workers)
        {
            workers.Remove(activation);
        }
        else
        {
            activation.Class.Directory.TryRemove(new(activation.GrainId.Key.ToString(), activation));
        }
    }

    /// <summary>Collects what has not been used for the given time, or for its class's own.</summary>
    public void CollectIdle(TimeSpan? age)
    {
        CollectIdle(_brief, age);
        CollectIdle(_clock, age);
    }

    private void CollectIdle(ConcurrentQueue<Activation> queue, TimeSpan? age)
    {
        var now = Clock.GetTimestamp();
        for (var left = queue.Count; left > 0 && queue.TryDequeue(out var candidate); left--)
        {
            if (candidate.IsGone)
            {
                continue;
            }

            var limit = age ?? candidate.Class.AgeLimit ?? Options.CollectionAge;
            if (Clock.GetElapsedTime(candidate.LastUsed, now) < limit || !candidate.TryDeactivate(Idle("The grain was idle."), onlyIfIdle: true))
            {
                queue.Enqueue(candidate);
            }
        }
    }

    private ConcurrentQueue<Activation> QueueOf(Activation activation) => activation.Class.AgeLimit < Options.CollectionAge ? _brief : _clock;

    private void TrimToLimit(int looks, Activation? spared)
    {
        // Counting a queue is not free, and most grains are made below the limit.
        if (LiveActivations > Options.MaxIdleActivations)
        {
            TrimToLimit(_brief.Count > Options.MaxIdleActivations / 2 ? _brief : _clock, looks, spared);
        }
    }

    private void TrimToLimit(ConcurrentQueue<Activation> queue, int looks, Activation? spared)
    {
        for (; looks > 0 && LiveActivations > Options.MaxIdleActivations && queue.TryDequeue(out var candidate); looks--)
        {
            if (candidate.IsGone)
            {
                continue;
            }

            if (ReferenceEquals(candidate, spared) || candidate.TakeUsed()
                || !candidate.TryDeactivate(Idle("The silo holds its limit of activations."), onlyIfIdle: true))
            {
                queue.Enqueue(candidate);
            }
        }
    }

    private static DeactivationReason Idle(string text) => new(DeactivationReasonCode.ActivationIdle, text);

    private void StartSweeping()
    {
        _lastAgeSweep = Clock.GetTimestamp();
        var period = SweepPeriod;
        using (ExecutionContext.SuppressFlow())
        {
            _sweep = Clock.CreateTimer(static silo => ((EmbeddedSilo)silo!).Sweep(), this, period, period);
        }
    }

    // One timer for every call's deadline: a timer per call would cost more than the call.
    private TimeSpan SweepPeriod => TimeSpan.FromMilliseconds(Math.Clamp(Options.ResponseTimeout.TotalMilliseconds / 10, 10, 1000));

    // A running call goes on; only its caller is told. Of a chain that has expired the innermost wait is told first, because only its message
    // can name the whole chain: the others get it as the failure travels up, or are told themselves at the next sweep.
    private void TimeOut(List<(Call Call, TimeSpan Timeout)> expired)
    {
        HashSet<Call> waitingForOthers = [];
        foreach (var (call, _) in expired)
        {
            for (var caller = call.Caller; caller is not null && waitingForOthers.Add(caller); caller = caller.Caller)
            {
            }
        }

        foreach (var (call, timeout) in expired.Where(e => !waitingForOthers.Contains(e.Call)))
        {
            Log.TimedOut(Logger, call.Chain(), timeout);
            Telemetry.SlowCall(call);
            call.TimeOut(timeout);
        }
    }

    private void Sweep()
    {
        var now = Clock.GetTimestamp();
        List<(Call Call, TimeSpan Timeout)> expired = [];
        foreach (var grainClass in Types.All)
        {
            foreach (var activation in grainClass.Activations)
            {
                activation.Sweep(now, expired);
            }
        }

        TimeOut(expired);
        // Those that were busy when the limit was passed: twice round, once to take the second chance and once to act on it.
        TrimToLimit(2 * (_clock.Count + _brief.Count), null);
        var agePeriod = TimeSpan.FromSeconds(Math.Clamp(Options.CollectionAge.TotalSeconds / 10, 1, 60));
        if (Clock.GetElapsedTime(_lastAgeSweep, now) >= agePeriod)
        {
            _lastAgeSweep = now;
            CollectIdle(null);
        }
    }
}

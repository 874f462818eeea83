namespace Uso.Testing;

/// <summary>A clock that stands still until it is told to advance. Timers fire in the order they are due, each at its own time.</summary>
public sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<FakeTimer> _due = new(FakeTimer.ByDue);
    private readonly long _start;
    private long _now;
    private long _order;
    private int _firing;

    /// <summary>Starts at a Monday in term time, or where the test says.</summary>
    public FakeClock(DateTimeOffset? start = null)
    {
        _start = (start ?? new DateTimeOffset(2025, 9, 8, 9, 0, 0, TimeSpan.Zero)).UtcTicks;
        _now = _start;
    }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are set.</summary>
    public int PendingTimers
    {
        get
        {
            lock (_gate)
            {
                return _due.Count;
            }
        }
    }

    /// <summary>When the next timer is due.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _due.Min is { } timer ? new DateTimeOffset(Math.Max(timer.Due, _now), TimeSpan.Zero) : null;
            }
        }
    }

    /// <summary>Whether no timer is due and none is firing: one set for "at once" fires on a thread of its own.</summary>
    public bool IsQuiet
    {
        get
        {
            lock (_gate)
            {
                return _firing == 0 && !(_due.Min?.Due <= _now);
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _now), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _now) - _start;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves time on, firing every timer that falls due on the way.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var target = Interlocked.Read(ref _now) + by.Ticks;
        while (TakeDue(target) is { } timer)
        {
            try
            {
                timer.Fire();
            }
            finally
            {
                Interlocked.Decrement(ref _firing);
            }
        }

        lock (_gate)
        {
            // Another thread may have moved it on; time never goes back.
            _now = Math.Max(_now, target);
        }
    }

    /// <summary>
    /// Moves time on in one step, as for a machine that slept: every timer that fell due fires once, late, however many of its periods went by.
    /// For days on end, where <see cref="Advance"/> would fire each tick of each timer.
    /// </summary>
    public void Leap(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        List<FakeTimer> due;
        lock (_gate)
        {
            _now += by.Ticks;
            due = [.. _due.TakeWhile(timer => timer.Due <= _now)];
            foreach (var timer in due)
            {
                _due.Remove(timer);
                if (timer.Period > 0)
                {
                    timer.Due = _now + timer.Period;
                    timer.Order = _order++;
                    _due.Add(timer);
                }
            }
        }

        due.ForEach(timer => timer.Fire());
    }

    private FakeTimer? TakeDue(long target)
    {
        lock (_gate)
        {
            if (_due.Min is not { } timer || timer.Due > target)
            {
                return null;
            }

            _due.Remove(timer);
            Interlocked.Increment(ref _firing);
            Interlocked.Exchange(ref _now, Math.Max(_now, timer.Due));
            if (timer.Period > 0)
            {
                timer.Due += timer.Period;
                timer.Order = _order++;
                _due.Add(timer);
            }

            return timer;
        }
    }

    private void Set(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _due.Remove(timer);
            timer.Period = period <= TimeSpan.Zero ? 0 : period.Ticks;
            if (dueTime >= TimeSpan.Zero)
            {
                timer.Due = _now + dueTime.Ticks;
                timer.Order = _order++;
                _due.Add(timer);
            }
        }
    }

    private sealed class FakeTimer(FakeClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private bool _disposed;

        public static IComparer<FakeTimer> ByDue { get; } = Comparer<FakeTimer>.Create(static (a, b) =>
            a.Due != b.Due ? a.Due.CompareTo(b.Due) : a.Order.CompareTo(b.Order));

        public long Due { get; set; }

        public long Order { get; set; }

        public long Period { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_disposed)
            {
                return false;
            }

            clock.Set(this, dueTime, period);
            // As with the real one, a timer due at once does not wait for time to move.
            if (dueTime == TimeSpan.Zero)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static c => c.Advance(TimeSpan.Zero), clock, preferLocal: false);
            }

            return true;
        }

        public void Fire()
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static t => ((FakeTimer)t!).Call(), this);
            }
        }

        public void Dispose()
        {
            clock.Set(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _disposed = true;
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}

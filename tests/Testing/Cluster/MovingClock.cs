namespace Uso.Testing.Cluster;

/// <summary>
/// The test's clock, but a tick further whenever it is asked again, as real time would be. Orleans waits for a moment by delays of whole milliseconds and asks
/// in between: what remains of less than one would never pass on a clock that stands still, and the wait would go round for ever.
/// </summary>
internal sealed class MovingClock(FakeClock clock) : TimeProvider
{
    private readonly Lock _gate = new();
    private long _now;
    private long _timestamp;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => new(Move(ref _now, clock.GetUtcNow().UtcTicks), TimeSpan.Zero);

    public override long GetTimestamp() => Move(ref _timestamp, clock.GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);

    private long Move(ref long last, long now)
    {
        lock (_gate)
        {
            return last = Math.Max(now, last + 1);
        }
    }
}

namespace Uso.Testing.Cluster;

/// <summary>
/// The test's clock, its timers a millisecond late. Orleans waits for a moment by a delay of the whole milliseconds that remain, and then looks again: what
/// remains of less than one would never pass on a clock that stands still, and the wait would go round for ever. It must not be the time that gives way: a
/// reminder that ticks before its moment by the grain's clock is set anew for what remains, and ticks again, for ever.
/// </summary>
internal sealed class ReminderClock(FakeClock clock) : TimeProvider
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime + Rounding : dueTime, period);
}

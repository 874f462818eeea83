namespace Uso.Samples.Loading;

/// <summary>Real time, moved: the sample's week passes in a minute. Timers and durations stay real.</summary>
public sealed class SampleClock : TimeProvider
{
    private long _offset;

    /// <summary>Makes it <paramref name="now"/>, from where time runs on.</summary>
    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _offset, (now - System.GetUtcNow()).Ticks);

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _offset));
}

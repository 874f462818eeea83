namespace Uso.Samples.Loading;

/// <summary>Real time, moved: the sample's week passes in a minute. Timers and durations stay real.</summary>
public class SampleClock : TimeProvider
{
    private long _offset;

    /// <summary>By how many ticks time is moved.</summary>
    protected virtual long Offset
    {
        get => Interlocked.Read(ref _offset);
        set => Interlocked.Exchange(ref _offset, value);
    }

    /// <summary>Makes it <paramref name="now"/>, from where time runs on.</summary>
    public void Set(DateTimeOffset now) => Offset = (now - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Offset);
}

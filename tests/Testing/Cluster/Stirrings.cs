
namespace Uso.Testing.Cluster;

/// <summary>Counts what grains and storage do, to tell when they have stopped doing it.</summary>
internal sealed class Stirrings
{
    private const int QuietLooks = 4;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);

    // A grain that never rests must not hold the test up for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private long _count;

    public void Note() => Interlocked.Increment(ref _count);

    /// <summary>As a call filter. What silos tell each other, which never ends, does not count.</summary>
    public async Task ObserveAsync(IGrainCallContext call)
    {
        if (call.TargetId.Type.IsSystemTarget())
        {
            await call.Invoke();
            return;
        }

        Note();
        try
        {
            await call.Invoke();
        }
        finally
        {
            Note();
        }
    }

    /// <summary>Returns when nothing stirred at several looks in a row, and no work waited for a thread.</summary>
    public async Task SettleAsync()
    {
        var seen = Interlocked.Read(ref _count);
        using var patience = new CancellationTokenSource(Patience);
        for (var quiet = 0; quiet < QuietLooks && !patience.IsCancellationRequested;)
        {
            await Task.Delay(Look);
            var now = Interlocked.Read(ref _count);
            quiet = now == seen && ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
            seen = now;
        }
    }
}

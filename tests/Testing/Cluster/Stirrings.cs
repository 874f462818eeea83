using System.Collections.Concurrent;
using System.Diagnostics;
using Orleans.Timers;

namespace Uso.Testing.Cluster;

/// <summary>
/// Tells when a test's silos have nothing left to do, which Orleans does not. Every call is followed from its sender to its grain and back, every read and
/// write of the store, and each activation is let end the turns before it: when nothing is under way and nothing began meanwhile, what is left waits for
/// somebody else. No time is measured, so a busy machine makes it slower and not wrong.
/// </summary>
internal sealed class Stirrings(FakeClock clock)
{
    private const int QuietLooks = 3;

    // Except for this: a call that waits in its grain's queue behind another looks as if it were on its way there.
    private static readonly TimeSpan Queued = TimeSpan.FromMilliseconds(30);

    // A grain that never rests must not hold the test up for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentBag<IGrainContext> _services = [];
    private readonly ConcurrentDictionary<IGrainContext, bool> _activations = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<GrainId, Calls> _calls = [];
    private long _begun;
    private int _storing;

    /// <summary>What is no grain but sets grains off.</summary>
    public void Follow(IGrainContext service) => _services.Add(service);

    /// <summary>As a filter of the calls that leave a silo or the client.</summary>
    public async Task SendAsync(IOutgoingGrainCallContext call)
    {
        if (IsUpkeep(call))
        {
            await call.Invoke();
            return;
        }

        var calls = CallsTo(call.TargetId);
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref calls.Sent);
        try
        {
            await call.Invoke();
        }
        finally
        {
            Interlocked.Decrement(ref calls.Sent);
        }
    }

    /// <summary>As a filter of the calls that a grain takes up.</summary>
    public async Task TakeUpAsync(IIncomingGrainCallContext call)
    {
        if (IsUpkeep(call))
        {
            await call.Invoke();
            return;
        }

        if (!call.TargetId.Type.IsSystemTarget())
        {
            _activations.TryAdd(call.TargetContext, true);
        }

        var calls = CallsTo(call.TargetId);
        var sent = !IsTick(call) ? 1 : 0;
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref calls.TakenUp);
        Interlocked.Add(ref calls.TakenUpOfSent, sent);
        try
        {
            await call.Invoke();
        }
        finally
        {
            Interlocked.Add(ref calls.TakenUpOfSent, -sent);
            Interlocked.Decrement(ref calls.TakenUp);
        }
    }

    /// <summary>What the store does. It is under way until whoever asked for it has been told.</summary>
    public void Store(Action work)
    {
        Interlocked.Increment(ref _begun);
        Interlocked.Increment(ref _storing);
        ThreadPool.QueueUserWorkItem(_ =>
        {
            work();
            Interlocked.Decrement(ref _storing);
        });
    }

    /// <summary>Returns when nothing is under way any more.</summary>
    public async Task SettleAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var (seen, since) = (-1L, 0L);
        for (var quiet = 0; quiet < QuietLooks && !patience.IsCancellationRequested;)
        {
            await TurnsEndAsync(patience.Token);
            // Through the thread pool, after what is queued there.
            await Task.Run(static () => { }, CancellationToken.None);
            if (Interlocked.Read(ref _begun) is var begun && begun != seen)
            {
                (seen, since, quiet) = (begun, Stopwatch.GetTimestamp(), 0);
            }
            else if (clock.IsQuiet && Volatile.Read(ref _storing) == 0 && !IsUnderWay(Stopwatch.GetElapsedTime(since)))
            {
                quiet++;
            }
            else
            {
                quiet = 0;
                await Task.Delay(1, CancellationToken.None);
            }
        }
    }

    /// <summary>Ends when every activation, one turn after the other as ever, has ended those that are before it now.</summary>
    private async Task TurnsEndAsync(CancellationToken patience)
    {
        foreach (var gone in _activations.Keys.Where(activation => activation.Deactivated.IsCompleted))
        {
            _activations.TryRemove(gone, out _);
        }

        var ends = _activations.Keys.Concat(_services).Select(context =>
        {
            var end = new TaskCompletionSource();
            context.Scheduler.QueueAction(end.SetResult);
            return end.Task;
        });
        await Task.WhenAll(ends).WaitAsync(patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private bool IsUnderWay(TimeSpan still) =>
        _calls.Values.Any(calls => Volatile.Read(ref calls.Sent) > Volatile.Read(ref calls.TakenUpOfSent) && (Volatile.Read(ref calls.TakenUp) == 0 || still < Queued));

    private Calls CallsTo(GrainId target) => _calls.GetOrAdd(target, static _ => new Calls());

    /// <summary>What silos tell each other never ends. Reminders that grains set are no such thing.</summary>
    private static bool IsUpkeep(IGrainCallContext call) => call.TargetId.Type.IsSystemTarget() && call.Request.GetInterfaceType() != typeof(IReminderService);

    /// <summary>A timer's tick is a call that nobody sent.</summary>
    private static bool IsTick(IGrainCallContext call) => call.InterfaceName == "IGrainTimerInvoker";

    /// <summary>The open calls to one grain.</summary>
    private sealed class Calls
    {
        public int Sent;
        public int TakenUp;
        public int TakenUpOfSent;
    }
}

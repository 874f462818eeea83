using Orleans;
using Orleans.Concurrency;

namespace Uso.Runtime.Conformance.Grains;

/// <summary>Shows which calls run when. Its waits end when the test sets a signal named after the key.</summary>
public interface ITurnGrain : IGrainWithStringKey
{
    /// <summary>Notes its start, waits for the signal, notes its end.</summary>
    Task HoldAsync(string name, string signal);

    Task NoteAsync(string name);

    [AlwaysInterleave]
    Task InterleaveAsync(string name);

    [ReadOnly]
    Task ReadAsync(string name, string signal);

    /// <summary>Adds one many times, giving up the turn each time; only one turn at a time makes the sum right.</summary>
    Task<int> CountAsync(int times);

    Task<bool> StaysOnItsSchedulerAsync();

    [OneWay]
    Task FireAsync(string name, string signal);
}

internal sealed class TurnGrain : Grain, ITurnGrain
{
    private int _count;

    private string Log => this.GetPrimaryKeyString();

    public Task HoldAsync(string name, string signal) => HoldCoreAsync(name, signal);

    public Task NoteAsync(string name)
    {
        Signals.Note(Log, name);
        return Task.CompletedTask;
    }

    public Task InterleaveAsync(string name) => NoteAsync(name);

    public Task ReadAsync(string name, string signal) => HoldCoreAsync(name, signal);

    public async Task<int> CountAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            var seen = _count;
            await Task.Yield();
            _count = seen + 1;
        }

        return _count;
    }

    public async Task<bool> StaysOnItsSchedulerAsync()
    {
        var scheduler = TaskScheduler.Current;
        await Task.Yield();
        var afterYield = TaskScheduler.Current;
        await Task.Run(() => { });
        return scheduler != TaskScheduler.Default && scheduler == afterYield && scheduler == TaskScheduler.Current;
    }

    public Task FireAsync(string name, string signal) => HoldCoreAsync(name, signal);

    private async Task HoldCoreAsync(string name, string signal)
    {
        Signals.Note(Log, name + "+");
        Signals.Set($"{Log}/{name}");
        await Signals.Of(signal, CancellationToken.None);
        Signals.Note(Log, name + "-");
        Signals.Set($"{Log}/{name}-");
    }
}

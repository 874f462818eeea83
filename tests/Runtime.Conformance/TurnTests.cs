using Uso.Runtime.Conformance.Grains;
using Uso.Testing;

namespace Uso.Runtime.Conformance;

public sealed class TurnTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ITurnGrain Grain => shared.Host.GrainFactory.GetGrain<ITurnGrain>(_key);

    [Fact]
    public async Task Calls_ToOneGrain_RunOneAfterAnother()
    {
        var held = Grain.HoldAsync("a", _key);
        await Signals.WaitAsync($"{_key}/a");
        var second = Grain.NoteAsync("b");
        var third = Grain.NoteAsync("c");
        await Grain.InterleaveAsync("i");
        Assert.Equal(["a+", "i"], Signals.Noted(_key));

        Signals.Set(_key);
        await Task.WhenAll(held, second, third);

        // Orleans promises no order between calls that wait at the same time: a caller to whom it matters awaits the first.
        Assert.Equal(["a+", "i", "a-"], Signals.Noted(_key)[..3]);
        Assert.Equal(["b", "c"], Signals.Noted(_key)[3..].Order());
    }

    [Fact]
    public async Task Calls_FromManyThreads_NeverRunTogether()
    {
        // One reference and one grain, many callers: a lost update would show.
        var sums = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(() => Grain.CountAsync(20))));

        Assert.Equal(1000, sums.Max());
    }

    [Fact]
    public async Task AlwaysInterleave_WhileAnotherCallWaits_RunsAtOnce()
    {
        var held = Grain.HoldAsync("a", _key);
        await Signals.WaitAsync($"{_key}/a");

        await Grain.InterleaveAsync("b").WaitAsync(Signals.Patience);

        Assert.Equal(["a+", "b"], Signals.Noted(_key));
        Signals.Set(_key);
        await held;
    }

    [Fact]
    public async Task ReadOnly_WhileAnotherReads_RunsBesideIt()
    {
        var first = Grain.ReadAsync("a", _key);
        await Signals.WaitAsync($"{_key}/a");
        var second = Grain.ReadAsync("b", _key);

        await Signals.WaitAsync($"{_key}/b");

        Signals.Set(_key);
        await Task.WhenAll(first, second);
    }

    [Fact]
    public async Task ReadOnly_WhileAnotherWrites_Waits()
    {
        var write = Grain.HoldAsync("a", _key);
        await Signals.WaitAsync($"{_key}/a");
        var read = Grain.ReadAsync("b", _key);
        await Grain.InterleaveAsync("i");

        Assert.Equal(["a+", "i"], Signals.Noted(_key));
        Signals.Set(_key);
        await Task.WhenAll(write, read);
        Assert.Equal(["a+", "i", "a-", "b+", "b-"], Signals.Noted(_key));
    }

    [Fact]
    public async Task Write_WhileOthersRead_Waits()
    {
        var reads = Task.WhenAll(Grain.ReadAsync("a", _key), Grain.ReadAsync("b", _key));
        await Signals.WaitAsync($"{_key}/a");
        await Signals.WaitAsync($"{_key}/b");
        var write = Grain.NoteAsync("w");

        Signals.Set(_key);
        await Task.WhenAll(reads, write);

        Assert.Equal("w", Signals.Noted(_key)[^1]);
    }

    [Fact]
    public async Task Continuations_StayOnTheGrainsScheduler() => Assert.True(await Grain.StaysOnItsSchedulerAsync());

    [Fact]
    public async Task OneWay_ReturnsBeforeTheCallEnds()
    {
        await Grain.FireAsync("a", _key).WaitAsync(Signals.Patience);
        await Signals.WaitAsync($"{_key}/a");

        Signals.Set(_key);
        await Signals.WaitAsync($"{_key}/a-");
    }
}

/// <summary>One host for the tests of a class that change nothing about it.</summary>
public sealed class SharedHost : IAsyncLifetime
{
    public GrainHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await GrainHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

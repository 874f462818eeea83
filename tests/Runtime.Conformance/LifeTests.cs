using Orleans.Runtime;
using Orleans.Storage;
using Uso.Runtime.Conformance.Grains;
using Uso.Testing;

namespace Uso.Runtime.Conformance;

public sealed class LifeTests
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    [Fact]
    public async Task Deactivation_AskedFor_RunsTheHookAndTheNextCallActivatesAgain()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>(_key);
        await grain.PingAsync();

        await grain.LeaveAsync();
        await Signals.WaitAsync($"{_key}/gone");
        await grain.PingAsync();

        Assert.Equal(["activate", "deactivate ApplicationRequested", "activate"], Signals.Noted(_key));
    }

    [Fact]
    public async Task Stop_DeactivatesEveryGrain()
    {
        var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ILifeGrain>(_key).PingAsync();

        await host.DisposeAsync();

        Assert.Equal(["activate", "deactivate ShuttingDown"], Signals.Noted(_key));
    }

    [Fact]
    public async Task Activation_ThatFails_FailsTheCallAndIsTriedAgain()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>("bad" + _key);

        var caught = await Assert.ThrowsAsync<InvalidOperationException>(grain.PingAsync);
        await Assert.ThrowsAsync<InvalidOperationException>(grain.PingAsync);

        Assert.Contains("cannot activate", caught.Message);
        Assert.Equal(["activate", "activate"], Signals.Noted("bad" + _key));
    }

    [Fact]
    public async Task Timer_TicksWhenDue_AndEachPeriodAfter_UntilDisposed()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>(_key);
        await grain.StartTimerAsync(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));

        await host.AdvanceAsync(TimeSpan.FromSeconds(5));
        await Signals.WaitAsync($"{_key}/tick1");
        await grain.PingAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(10));
        await Signals.WaitAsync($"{_key}/tick2");
        await grain.StopTimerAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(60));
        await grain.PingAsync();

        Assert.Equal(["activate", "tick 1", "tick 2"], Signals.Noted(_key));
    }

    [Fact]
    public async Task Timer_DueWhileACallRuns_WaitsForItsEnd()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>(_key);
        await grain.StartTimerAsync(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        var held = grain.HoldAsync(_key + "/go");
        await Signals.WaitAsync($"{_key}/held");

        await host.AdvanceAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(["activate"], Signals.Noted(_key));
        Signals.Set(_key + "/go");
        await held;

        await Signals.WaitAsync($"{_key}/tick1");
    }

    [Fact]
    public async Task Reminder_TicksWhenDue_AndIsListedUntilForgotten()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>(_key);
        Assert.True(await grain.RemindAsync("nightly", TimeSpan.FromMinutes(1), TimeSpan.FromHours(1)));
        Assert.Equal(["nightly"], await grain.RemindersAsync());

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Signals.WaitAsync($"{_key}/nightly1");
        await grain.PingAsync();

        Assert.True(await grain.ForgetAsync("nightly"));
        Assert.False(await grain.ForgetAsync("nightly"));
        Assert.Empty(await grain.RemindersAsync());
    }

    [Fact]
    public async Task Reminder_AfterRestart_StillTicks()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ILifeGrain>(_key).RemindAsync("nightly", TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));

        await host.RestartAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(31));

        await Signals.WaitAsync($"{_key}/nightly1");
    }

    [Fact]
    public async Task Reminder_WithAPeriodUnderAMinute_IsRefused()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ILifeGrain>(_key);

        await Assert.ThrowsAsync<ArgumentException>(() => grain.RemindAsync("often", TimeSpan.Zero, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Write_OfAStateWrittenMeanwhile_Conflicts()
    {
        await using var host = await GrainHost.StartAsync();

        await Assert.ThrowsAsync<InconsistentStateException>(() => host.GrainFactory.GetGrain<IConflictGrain>(_key).ConflictAsync());
    }

    [Fact]
    public async Task Call_ThatWaitsForItself_TimesOut()
    {
        await using var host = await GrainHost.StartAsync(options: new() { ResponseTimeout = TimeSpan.FromSeconds(2) });
        var a = host.GrainFactory.GetGrain<ICrossingGrain>(_key + "a");
        var b = host.GrainFactory.GetGrain<ICrossingGrain>(_key + "b");
        await a.CallAsync(b, 1);

        var cycle = a.CallAsync(b, 2);
        await host.PassTimeUntilAsync(cycle);

        await Assert.ThrowsAsync<TimeoutException>(() => cycle);
    }

    [Fact]
    public async Task Management_CountsActivations()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ILifeGrain>(_key + "1").PingAsync();
        await host.GrainFactory.GetGrain<ILifeGrain>(_key + "2").PingAsync();

        var management = host.GrainFactory.GetGrain<IManagementGrain>(0);
        var simple = await management.GetSimpleGrainStatistics();
        var detailed = await management.GetDetailedGrainStatistics();

        // Each silo tells its own, or, where it counts by process and two share one, both.
        Assert.True(simple.Where(s => s.GrainType.Contains(nameof(LifeGrain), StringComparison.Ordinal)).Sum(s => s.ActivationCount) >= 2);
        Assert.Equal(2, detailed.Count(s => s.GrainType.Contains(nameof(LifeGrain), StringComparison.Ordinal)));
        Assert.Contains(detailed, s => s.GrainId.Key.ToString() == _key + "1");
        Assert.True(await management.GetTotalActivationCount() >= 2);
    }
}

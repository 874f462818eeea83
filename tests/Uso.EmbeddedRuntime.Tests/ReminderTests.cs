using Uso.Testing;

namespace Uso.EmbeddedRuntime.Tests;

public sealed class ReminderTests
{
    [Fact]
    public async Task Reminder_MissedWhileDown_TicksOnceAndThenOnSchedule()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<IAlarmGrain>("a").SetAsync(TimeSpan.FromHours(1), TimeSpan.FromHours(1));
        await host.AdvanceAsync(TimeSpan.FromMinutes(61));
        Assert.Equal(1, await host.GrainFactory.GetGrain<IAlarmGrain>("a").TicksAsync());

        await host.StopAsync();
        host.Clock.Advance(TimeSpan.FromHours(5));
        await host.StartAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(2, await host.GrainFactory.GetGrain<IAlarmGrain>("a").TicksAsync());
        await host.AdvanceAsync(TimeSpan.FromMinutes(60));
        Assert.Equal(3, await host.GrainFactory.GetGrain<IAlarmGrain>("a").TicksAsync());
    }

    [Fact]
    public async Task Reminder_WhoseTickFails_TicksAgainNextPeriod()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<IAlarmGrain>("failing").SetAsync(TimeSpan.Zero, TimeSpan.FromHours(1));

        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        await host.AdvanceAsync(TimeSpan.FromHours(1));

        Assert.Equal(2, await host.GrainFactory.GetGrain<IAlarmGrain>("failing").TicksAsync());
    }
}

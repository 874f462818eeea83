using Orleans;
using Orleans.Runtime;
using Uso.Runtime.Conformance.Grains;
using Uso.Testing;

namespace Uso.Runtime.Conformance;

public sealed class PersistenceTests
{
    [Fact]
    public async Task State_WrittenThenDeactivated_IsReadBackByTheNextActivation()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ICounterGrain>("a");
        Assert.Equal(5, await grain.AddAsync(5));
        var first = await grain.InstanceAsync();

        await grain.DeactivateAsync();

        Assert.Equal(5, await grain.GetAsync());
        Assert.NotEqual(first, await grain.InstanceAsync());
        Assert.Equal(7, await grain.AddAsync(2));
    }

    [Fact]
    public async Task State_AfterRestart_IsThere()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ICounterGrain>("a").AddAsync(5);

        await host.RestartAsync();

        Assert.Equal(5, await host.GrainFactory.GetGrain<ICounterGrain>("a").GetAsync());
    }

    [Fact]
    public async Task State_AfterCrash_IsThereOnceTheWriteWasReported()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ICounterGrain>("a").AddAsync(5);

        await host.CrashAsync();

        Assert.Equal(5, await host.GrainFactory.GetGrain<ICounterGrain>("a").GetAsync());
    }

    [Fact]
    public async Task State_Cleared_IsNewAgain()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ICounterGrain>("a");
        await grain.AddAsync(5);

        await grain.ClearAsync();

        Assert.Equal(0, await grain.GetAsync());
        await grain.DeactivateAsync();
        Assert.Equal(3, await grain.AddAsync(3));
    }

    [Fact]
    public async Task TwoKeys_AreTwoGrains()
    {
        await using var host = await GrainHost.StartAsync();
        await host.GrainFactory.GetGrain<ICounterGrain>("a").AddAsync(1);
        await host.GrainFactory.GetGrain<ICounterGrain>("b").AddAsync(2);

        Assert.Equal(1, await host.GrainFactory.GetGrain<ICounterGrain>("a").GetAsync());
        Assert.Equal("b", await host.GrainFactory.GetGrain<ICounterGrain>("b").KeyAsync());
    }

    [Fact]
    public async Task GrainType_IsTheAttributes_NotTheClasssName()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<ICounterGrain>("a");

        Assert.Equal($"{CounterGrain.Type}/a", await grain.IdentityAsync());
        Assert.Equal(GrainType.Create(CounterGrain.Type), grain.GetGrainId().Type);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;
using Uso.Testing;

namespace Uso.EmbeddedRuntime.Tests;

public sealed class RuntimeTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task Timeout_NamesTheChain()
    {
        await using var host = await StartAsync();

        var call = host.GrainFactory.GetGrain<IChainGrain>("a").ThroughAsync(["b", "c"]);
        await host.PassTimeUntilAsync(call);

        _gate.Opened.SetResult();
        var caught = await Assert.ThrowsAsync<TimeoutException>(() => call);
        AssertSays("chain/a.ThroughAsync → chain/b.ThroughAsync → chain/c.ThroughAsync", caught);
        Assert.DoesNotContain("cycle", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_OfACallThatReturnsToItsOwnChain_SaysThatItIsACycle()
    {
        await using var host = await StartAsync();

        var call = host.GrainFactory.GetGrain<IChainGrain>("a").ThroughAsync(["b", "a"]);
        await host.PassTimeUntilAsync(call);

        _gate.Opened.SetResult();
        var caught = await Assert.ThrowsAsync<TimeoutException>(() => call);
        AssertSays("chain/a.ThroughAsync → chain/b.ThroughAsync → chain/a.ThroughAsync", caught);
        Assert.Contains("call cycle", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grains_BeyondTheLimit_LeaveMemory()
    {
        await using var host = await GrainHost.StartAsync(s => s.Configure<EmbeddedRuntimeOptions>(o =>
        {
            o.MaxIdleActivations = 1000;
            o.IsolateEverything = false;
        }));

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 50_000), async (i, _) => await host.GrainFactory.GetGrain<INameGrain>($"g{i}").TouchAsync());
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        var silo = host.Services.GetRequiredService<EmbeddedSilo>();
        Assert.InRange(silo.LiveActivations, 1, 1000);
        Assert.InRange(silo.Types.All.Sum(c => c.Directory.Count), 1, 1000);
    }

    [Fact]
    public async Task Grains_NotLongWanted_MakeRoomFirst()
    {
        await using var host = await GrainHost.StartAsync(s => s.Configure<EmbeddedRuntimeOptions>(o =>
        {
            o.MaxIdleActivations = 200;
            o.IsolateEverything = false;
        }));
        for (var i = 0; i < 100; i++)
        {
            await host.GrainFactory.GetGrain<INameGrain>($"g{i}").TouchAsync();
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, 5_000), async (i, _) => await host.GrainFactory.GetGrain<IBriefGrain>($"b{i}").TouchAsync());
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));

        var left = host.Services.GetRequiredService<EmbeddedSilo>().Types.All.ToDictionary(c => c.Name, c => c.Directory.Count);
        Assert.InRange(left["name"], 90, 100);
        Assert.InRange(left["brief"], 1, 110);
    }

    [Fact]
    public async Task Grains_UnusedForLong_LeaveMemory()
    {
        await using var host = await StartAsync();
        await host.GrainFactory.GetGrain<INameGrain>("a").TouchAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(10));
        await host.GrainFactory.GetGrain<INameGrain>("b").TouchAsync();

        await host.AdvanceAsync(TimeSpan.FromMinutes(8));

        var left = await host.GrainFactory.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        Assert.Equal(["b"], left.Where(s => s.GrainId.Type.ToString() == "name").Select(s => s.GrainId.Key.ToString()));
    }

    [Fact]
    public async Task Stop_LetsRunningCallsEnd_AndRefusesNewOnes()
    {
        var host = await StartAsync();
        var grains = host.GrainFactory;
        var running = grains.GetGrain<IChainGrain>("a").HoldAsync("x");
        await _gate.Entered.Task;

        var stopping = host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => grains.GetGrain<IChainGrain>("b").HoldAsync("y"));
        _gate.Opened.SetResult();
        await running;
        await stopping;

        Assert.True(_gate.Ended);
        Assert.True(_gate.Deactivated);
        await host.DisposeAsync();
    }

    [Fact]
    public async Task CallsOfASecondAndMore_AreReported_ByTypeAndMethod()
    {
        await using var host = await StartAsync();
        ConcurrentQueue<(double Seconds, string Tags)> slow = new();
        var meters = host.Services.GetRequiredService<IMeterFactory>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, it) =>
            {
                if (instrument.Name == "uso.runtime.call.slow" && ReferenceEquals(instrument.Meter.Scope, meters))
                {
                    it.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, tags, _) => slow.Enqueue((value, string.Join(' ', tags.ToArray().Select(tag => tag.Value)))));
        listener.Start();

        var held = host.GrainFactory.GetGrain<IChainGrain>("a").HoldAsync("x");
        await _gate.Entered.Task;
        await host.AdvanceAsync(TimeSpan.FromSeconds(3));
        _gate.Opened.SetResult();
        await held;
        await host.GrainFactory.GetGrain<INameGrain>("b").TouchAsync();

        Assert.Equal((3, "chain HoldAsync"), Assert.Single(slow));
    }

    [Fact]
    public async Task Isolation_OfAMemberWithoutANumber_Fails()
    {
        await using var host = await StartAsync();

        var caught = await Assert.ThrowsAsync<NotSupportedException>(() => host.GrainFactory.GetGrain<IChainGrain>("a").ForgetAsync(new() { Lost = "x" }));

        Assert.Contains("Forgetful.Lost has no [Id]", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Isolation_OfATypeThatIsNotSerialisable_Fails()
    {
        await using var host = await StartAsync();

        var caught = await Assert.ThrowsAsync<NotSupportedException>(() => host.GrainFactory.GetGrain<IChainGrain>("a").UnmarkedAsync(new()));

        Assert.Contains("Unmarked", caught.Message, StringComparison.Ordinal);
        Assert.Contains("[GenerateSerializer]", caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutADatabase_FailsSayingWhatToDo()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.UseOrleans(_ => { });
        using var host = builder.Build();

        var caught = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("UseEmbeddedStorage", caught.Message, StringComparison.Ordinal);
    }

    // Shows the whole message when it is not what it should be.
    private static void AssertSays(string expected, Exception exception) =>
        Assert.True(exception.Message.Contains(expected, StringComparison.Ordinal), exception.Message);

    private Task<GrainHost> StartAsync() => GrainHost.StartAsync(
        s => s.AddSingleton(_gate), options: new() { ResponseTimeout = TimeSpan.FromSeconds(5) });
}

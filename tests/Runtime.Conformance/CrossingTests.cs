using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;
using Uso.Runtime.Conformance.Grains;

namespace Uso.Runtime.Conformance;

public sealed class CrossingTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly string _key = Guid.NewGuid().ToString("N");

    private ICrossingGrain Grain => shared.Host.GrainFactory.GetGrain<ICrossingGrain>(_key);

    [Fact]
    public async Task Argument_ChangedByTheCallerAfterwards_IsNotChangedInTheGrain()
    {
        List<string> items = ["a"];
        await Grain.KeepAsync(items);

        items.Add("b");

        Assert.Equal(["a"], await Grain.GetKeptAsync());
    }

    [Fact]
    public async Task Result_ChangedByTheCaller_IsNotChangedInTheGrain()
    {
        await Grain.KeepAsync(["a"]);

        (await Grain.GetKeptAsync()).Add("b");

        Assert.Equal(["a"], await Grain.GetKeptAsync());
    }

    [Fact]
    public async Task Record_WithInitOnlyMembers_ComesBackAsItWent()
    {
        var sent = new Message
        {
            Text = "héllo",
            Numbers = [1, 2, 3],
            Date = new DateOnly(2011, 9, 1),
            Days = ImmutableDictionary<string, DayOfWeek>.Empty.Add("x", DayOfWeek.Friday),
            Points = [new Point(1, 2)],
        };

        var back = await Grain.EchoAsync(sent);

        Assert.Equal((sent.Text, sent.Date, 5), (back.Text, back.Date, back.Length));
        Assert.Equal(sent.Numbers, back.Numbers);
        Assert.Equal(sent.Days, back.Days);
        Assert.Equal(sent.Points, back.Points);
    }

    [Fact]
    public async Task Record_DeclaredAsItsBase_KeepsItsType()
    {
        var back = await Grain.EchoShapeAsync(new Circle { Name = "c", Radius = 3 });

        Assert.Equal(new Circle { Name = "c", Radius = 3 }, back);
    }

    [Fact]
    public async Task Record_Generic_ComesBackAsItWent()
    {
        var back = await Grain.EchoBoxAsync(new Box<Point> { Content = new Point(1, 2) });

        Assert.Equal(new Point(1, 2), back.Content);
    }

    [Fact]
    public async Task Exception_ThrownByTheGrain_ReachesTheCallerAsItWas()
    {
        var caught = await Assert.ThrowsAsync<ArgumentException>(() => Grain.FailAsync("no such school"));

        Assert.Equal("no such school", caught.Message);
    }

    [Fact]
    public async Task RequestContext_FlowsToTheCalleeAndBeyond_AndNotBack()
    {
        RequestContext.Set("who", "head");

        Assert.Equal("head", await Grain.ReadContextAsync("who"));
        Assert.Equal("head", await Grain.ReadContextThroughAsync(shared.Host.GrainFactory.GetGrain<ICrossingGrain>(_key + "2"), "who"));
        Assert.Equal("head", RequestContext.Get("who"));
        RequestContext.Clear();
        Assert.Null(await Grain.ReadContextAsync("who"));
    }

    [Fact]
    public async Task Cancellation_ReachesTheGrain_AndTheCaller()
    {
        using var source = new CancellationTokenSource();
        var waiting = Grain.WaitAsync(source.Token);
        await Signals.WaitAsync($"{_key}/waiting");

        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await Signals.WaitAsync($"{_key}/cancelled");
    }

    [Fact]
    public async Task Sequence_OfManyItems_ArrivesWholeAndInOrder()
    {
        List<int> seen = [];
        await foreach (var item in Grain.CountAsync(1234, CancellationToken.None))
        {
            seen.Add(item);
        }

        Assert.Equal(Enumerable.Range(0, 1234), seen);
        await Signals.WaitAsync($"{_key}/ended");
    }

    [Fact]
    public async Task Sequence_LeftEarly_EndsInTheGrain()
    {
        await foreach (var item in Grain.CountAsync(int.MaxValue, CancellationToken.None))
        {
            if (item == 150)
            {
                break;
            }
        }

        await Signals.WaitAsync($"{_key}/ended");
    }

    [Fact]
    public async Task Sequence_ThatFails_GivesItsItemsAndThenTheFailure()
    {
        List<int> seen = [];
        var caught = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await foreach (var item in Grain.FailAfterAsync(3))
            {
                seen.Add(item);
            }
        });

        Assert.Equal("no more", caught.Message);
        Assert.Equal([0, 1, 2], seen);
    }

    [Fact]
    public async Task Reference_HandedOver_CallsTheSameGrain()
    {
        var self = await Grain.SelfAsync();

        Assert.Equal(_key, self.GetPrimaryKeyString());
        Assert.Equal(Grain, self);
    }

    [Fact]
    public async Task StatelessWorker_TwoCallsToOneKey_RunSideBySide()
    {
        var worker = shared.Host.GrainFactory.GetGrain<IWorkerGrain>(_key);

        var instances = await Task.WhenAll(worker.MeetAsync(_key + "1", _key + "2"), worker.MeetAsync(_key + "2", _key + "1"));

        Assert.Equal(2, instances.Distinct().Count());
    }
}

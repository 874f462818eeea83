using Uso.GrainInterfaces;
using Uso.Grains.SyncRuns;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Each school has its own limits; the service desk changes them, with a reason that stays.</summary>
public sealed class GateSettingsTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string Reason = "Two classes move to the new building.";

    private static readonly Pupil[] Forty = Region.Pupils(40);

    [Fact]
    public async Task TheSameExport_IsHeldAtOneSchool_AndPassesAtAnother()
    {
        await using var region = await Region.StartAsync();
        foreach (var (urn, school) in new[] { (A, Forty), (B, Region.Pupils(40, from: 300)) })
        {
            await region.AddSchoolAsync(urn);
            await region.SyncAsync(urn, new SimsExport().With(school));
        }

        await SetAsync(region, B, Limit(PlanAction.Unallocate, percent: 25, count: 60, floor: 5));

        Assert.Equal(RunPhase.Held, (await region.SyncAsync(A, new SimsExport().With(Forty[..30]))).Phase);
        Assert.Equal(RunPhase.Complete, (await region.SyncAsync(B, new SimsExport().With(Region.Pupils(30, from: 300)))).Phase);
    }

    [Fact]
    public async Task PupilsAndStaff_HaveLimitsOfTheirOwn()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var staff = Region.Pupils(12, from: 100).Select(one => new Member("s" + one.Id, one.First, one.Last)).ToArray();
        await region.SyncAsync(A, new SimsExport().With(Forty).WithStaff(staff));
        await SetAsync(region, A, Limit(PlanAction.Unallocate, percent: 40, count: 60, floor: 5), Limit(PlanAction.Unallocate, 0, 0, 0) with { Kind = AccountKind.Staff });

        var run = await region.SyncAsync(A, new SimsExport().With(Forty[..30]).WithStaff(staff[..11]));

        var hold = Assert.Single(run.Holds);
        Assert.Equal((AccountKind.Staff, 1, 0), (hold.Kind, hold.Count, hold.Limit));
        Assert.Equal((10, 1), (run.Pupils.Missing, run.Staff.HeldUnallocations));
    }

    [Theory]
    [InlineData(1000, 10, 60, 5, 60)]
    [InlineData(300, 10, 60, 5, 30)]
    [InlineData(301, 10, 60, 5, 31)]
    [InlineData(12, 10, 60, 5, 5)]
    [InlineData(12, 0, 0, 0, 0)]
    public void Allowed_IsTheShare_AtMostTheCount_AtLeastTheFloor(int people, int percent, int count, int floor, int allowed) =>
        Assert.Equal(allowed, Limit(PlanAction.Unallocate, percent, count, floor).Allowed(people));

    [Fact]
    public async Task Change_IsKept_WithWhoWhenWhyAndWhatItWas()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var wide = Limit(PlanAction.Unallocate, 30, 60, 5);

        await SetAsync(region, A, wide);
        await SetAsync(region, A, wide);
        await region.NextDayAsync();
        Region.Ok(await region.School(A).SetGatesAsync(Region.ServiceDesk, new SetGates { Reason = "The move is over now.", Limits = [] }));
        await region.Host.RestartAsync();

        var gates = (await region.School(A).GetGatesAsync())!;
        Assert.Equal(["The move is over now.", Reason], gates.History.Select(change => change.Reason));
        var first = gates.History[^1];
        Assert.Equal(("desk", Region.Monday), (first.By, first.At));
        Assert.Equal((10, wide), (Assert.Single(first.Before).Percent, Assert.Single(first.After)));
        Assert.Equal(gates.Defaults, gates.Limits);
    }

    [Fact]
    public async Task Defaults_DependOnThePhase_AndAreWithinTheMaxima()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var gates = (await region.School(A).GetGatesAsync())!;

        Assert.Equal(8, gates.Limits.Length);
        Assert.All(Enum.GetValues<SchoolPhase>(), phase => Assert.Null(GateLimits.Invalid(GateLimits.DefaultsOf(phase))));
        Assert.Equal(GateLimits.DefaultsOf(SchoolPhase.Primary), gates.Limits);
        Assert.NotEqual(GateLimits.DefaultsOf(SchoolPhase.Secondary), GateLimits.DefaultsOf(SchoolPhase.Primary));
        Assert.NotEqual(GateLimits.DefaultsOf(SchoolPhase.PupilReferralUnit), GateLimits.DefaultsOf(SchoolPhase.Primary));
    }

    [Fact]
    public async Task ThereIsNoOffSwitch()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        GateLimit[] wrong =
        [
            Limit(PlanAction.Unallocate, 100, 60, 5),
            Limit(PlanAction.Unallocate, 10, int.MaxValue, 5),
            Limit(PlanAction.Unallocate, 10, 60, 5000),
            Limit(PlanAction.Unallocate, -1, 60, 5),
            Limit(PlanAction.Restore, 10, 60, 5),
        ];
        foreach (var limit in wrong)
        {
            Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetGatesAsync(Region.ServiceDesk, new SetGates { Reason = Reason, Limits = [limit] }));
        }

        var same = Limit(PlanAction.Unallocate, 10, 60, 5);
        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetGatesAsync(Region.ServiceDesk, new SetGates { Reason = Reason, Limits = [same, same] }));
        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetGatesAsync(Region.ServiceDesk, new SetGates { Reason = "because", Limits = [] }));
        foreach (var caller in new[] { Region.Head(A), Region.Admin(A), Caller.Service })
        {
            Region.Refused(ProblemCodes.Forbidden, await region.School(A).SetGatesAsync(caller, new SetGates { Reason = Reason, Limits = [] }));
        }

        Assert.Empty((await region.School(A).GetGatesAsync())!.History);
        Assert.Null(await region.School(B).GetGatesAsync());
    }

    private static async Task SetAsync(Region region, string urn, params GateLimit[] limits) =>
        Region.Ok(await region.School(urn).SetGatesAsync(Region.ServiceDesk, new SetGates { Reason = Reason, Limits = [.. limits] }));

    private static GateLimit Limit(PlanAction action, int percent, int count, int floor) =>
        new() { Kind = AccountKind.Pupil, Action = action, Percent = percent, Count = count, Floor = floor };
}

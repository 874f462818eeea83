using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The end of the leaver ladder: periods of LA and school, the purge as a run, what is left of an account.</summary>
public sealed class PurgeTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 7));
    private static readonly Member Zoe = new("9", "Zoë", "Whitlock", "1980-04-05");

    [Fact]
    public async Task GraceOfTheSchool_IsTheOneThatCounts()
    {
        await using var region = await StartAsync();
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).SetPolicyAsync(Region.Head(A), Choice(grace: 1)));
        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetPolicyAsync(Region.ServiceDesk, Choice(retention: 30)));
        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).SetPolicyAsync(Region.ServiceDesk, Choice(grace: 1) with { Reason = "so" }));
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(grace: 9, retention: 400)));
        var settings = Region.Ok(await region.School(A).SetPolicyAsync(Region.ServiceDesk, Choice(grace: 1)));
        Assert.Equal((1, 400), (settings.InForce.GraceDays, settings.InForce.RetentionDays));

        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        await region.NextDayAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));

        Assert.Equal(1, run.Pupils.Unallocated);
    }

    [Fact]
    public async Task BeyondTheRetention_IsPurgedByARun_AndOnlyTheUsernameIsLeft()
    {
        await using var region = await StartAsync();
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(retention: 30)));
        await LeaveAsync(region);
        await region.NextDayAsync(29);
        await region.NightAsync(A);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);

        await region.NightAsync(A);
        await region.NightAsync(A);

        var run = (await RunsAsync(region, A)).First(one => one.Kind is RunKind.Upkeep);
        Assert.Equal((RunPhase.Complete, 1, "uso"), (run.Phase, run.Applied, run.RequestedBy));
        Assert.Null(await region.PupilAsync(A, "2"));
        Assert.Null(await region.Grains.User(Username.Parse("bpemberton.899")).GetAsync());
        Assert.Empty(await region.Grains.User(Username.Parse("bpemberton.899")).GetHistoryAsync());
        var item = Assert.Single(await region.Run(A, run.RunId).GetPlanAsync(0, 10));
        Assert.Equal((PlanAction.Purge, "retention-over", "", null), (item.Action, item.Reason, item.Entry.Identity.LegalLastName, item.Before!.Identity.Upn));
        Assert.Empty(await region.Grains.UpnIndex(UpnShardKey.Of(Ben.Upn!)).LookupAsync([Ben.Upn!]));

        // The same child again: the UPN is free, the username is not.
        var again = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe));
        Assert.Equal((1, 0), (again.Pupils.Created, again.Pupils.Review));
        Assert.Equal("bpemberton1.899", (await region.PupilAsync(A, "2"))!.Username);
        Assert.Equal("bpemberton1.899", Assert.Single(await region.Grains.UpnIndex(UpnShardKey.Of(Ben.Upn!)).LookupAsync([Ben.Upn!])).Username);
    }

    [Fact]
    public async Task UndoOfAPurge_SaysThatItCannotBeUndone()
    {
        await using var region = await StartAsync();
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(retention: 30)));
        await LeaveAsync(region);
        await region.NextDayAsync(31);
        await region.NightAsync(A);
        var purge = (await RunsAsync(region, A)).First(one => one.Kind is RunKind.Upkeep);

        var undo = await region.UndoAsync(A, purge.RunId);

        Assert.Equal((RunPhase.Complete, 0, 1), (undo.Phase, undo.Applied, undo.Left));
        var left = Assert.Single(await region.Run(A, undo.RunId).GetPlanAsync(0, 10));
        Assert.Equal((PlanAction.Left, "purged"), (left.Action, left.Reason));
        Assert.Null(await region.Grains.User(Username.Parse("bpemberton.899")).GetAsync());
    }

    [Fact]
    public async Task StaffOfTwoSchools_LoseOneAssociation_ThenTheLast_AndArePurgedByTheLastSchool()
    {
        await using var region = await StartAsync();
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(grace: 0, retention: 30)));
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(Region.Pupils(2)).WithStaff(Zoe with { Id = "z" }));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Staff, MisId = "z", Username = "zwhitlock.899" });
        Assert.Equal("zwhitlock.899", (await region.StaffAsync(B, "z"))!.Username);

        // No staff report at all would prove nothing: somebody else has to be there.
        var amy = new Member("8", "Amy", "Hargreaves");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(amy));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(amy, new Member("7", "Tancred", "Ghosh")));
        Assert.Equal(RosterStatus.Unallocated, (await region.StaffAsync(A, "9"))!.Status);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("zwhitlock.899")).Status);

        await region.NextDayAsync(31);
        await region.NightAsync(A);
        Assert.Null(await region.StaffAsync(A, "9"));
        var user = await region.UserAsync("zwhitlock.899");
        Assert.Equal((UserStatus.Active, B), (user.Status, Assert.Single(user.Memberships).Urn));

        await region.SyncAsync(B, new SimsExport().With(Region.Pupils(2)).WithStaff(amy with { Id = "y" }));
        await region.SyncAsync(B, new SimsExport().With(Region.Pupils(3)).WithStaff(amy with { Id = "y" }));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("zwhitlock.899")).Status);
        await region.NextDayAsync(31);
        await region.NightAsync(B);
        Assert.Null(await region.Grains.User(Username.Parse("zwhitlock.899")).GetAsync());
    }

    [Fact]
    public async Task FutureStarter_IsActiveOnTheDay_WithoutANewExport_AndPublishedFromTheLeadOn()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A, "899", "Students", "Staff", "FutureStudents");
        Region.Ok(await region.School(A).SetReleaseAsync(Region.Head(A), "lms", true));
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(lead: 4)));
        var carl = new Pupil("3", "Carl", "Zhang", "2015-01-05", Start: "2026-09-17");
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe).WithFuture(carl));
        Assert.Equal((2, UserStatus.Future), (await RowsAsync(region), (await region.UserAsync("czhang.899")).Status));

        await region.NextDayAsync(5);
        Assert.Equal(2, await RowsAsync(region));
        await region.NextDayAsync();
        Assert.Equal((3, UserStatus.Future), (await RowsAsync(region), (await region.UserAsync("czhang.899")).Status));
        Region.Ok(await region.School(A).SetPolicyAsync(Region.ServiceDesk, Choice(lead: 1)));
        Assert.Equal(2, await RowsAsync(region));

        await region.NextDayAsync(4);
        Assert.Equal((3, UserStatus.Active), (await RowsAsync(region), (await region.UserAsync("czhang.899")).Status));
        Assert.False((await region.PupilAsync(A, "3"))!.IsFuture);
        await region.NightAsync(A);
        Assert.Contains(await RunsAsync(region, A), run => run.Kind is RunKind.Upkeep && run.Applied == 1);
    }

    [Fact]
    public async Task PurgeOfManyAtOnce_IsHeld_AskedAgainTheNextNight_AndDoneWhenApproved()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        Region.Ok(await La(region).SetPolicyAsync(Region.ServiceDesk, Choice(grace: 0, retention: 30)));
        var pupils = Region.Pupils(60);
        var lift = new GateOverride { By = "desk", Reason = "half the school closes", ExpiresAt = Region.Monday.AddDays(1) };
        await region.SyncAsync(A, new SimsExport().With(pupils));
        await region.SyncAsync(A, new SimsExport().With(pupils[..30]), lift: lift);
        var left = await region.SyncAsync(A, new SimsExport().With(pupils[..30]).WithStaff(Zoe), lift: lift);
        Assert.Equal(30, left.Pupils.Unallocated);
        await region.NextDayAsync(31);
        await region.NightAsync(A);
        await region.NightAsync(A);

        var held = (await RunsAsync(region, A)).Where(run => run.Kind is RunKind.Upkeep).ToList();
        Assert.Equal(RunPhase.Held, held[0].Phase);
        Assert.All(held[1..], run => Assert.Equal((RunPhase.Discarded, true), (run.Phase, run.ReplacedByRun is not null)));
        Assert.Equal((PlanAction.Purge, 30, 20), (held[0].Holds.Single().Action, held[0].Holds.Single().Count, held[0].Holds.Single().Limit));
        Assert.Equal(30, (await region.Roster(A).QueryAsync(new RosterQuery { Status = RosterStatus.Unallocated })).Total);

        await region.ApproveAsync(A, held[0].RunId);
        Assert.Equal(0, (await region.Roster(A).QueryAsync(new RosterQuery { Status = RosterStatus.Unallocated })).Total);
    }

    private static async Task<int> RowsAsync(Region region) =>
        (await region.Grains.Snapshot(new SnapshotKey(LaCode.Parse("899"), ConsumerId.Parse("lms"))).BuildAsync()).Segments.Sum(segment => segment.Rows);

    private static async Task LeaveAsync(Region region)
    {
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
    }

    private static async Task<List<RunStatus>> RunsAsync(Region region, string urn)
    {
        var runs = new List<RunStatus>();
        foreach (var run in await region.School(urn).GetRunsAsync())
        {
            runs.Add((await region.Run(urn, run.RunId).GetStatusAsync())!);
        }

        return runs;
    }

    private static ILocalAuthorityGrain La(Region region) => region.Grains.LocalAuthority(LaCode.Parse("899"));

    private static AccountPolicyChoice Choice(int? grace = null, int? retention = null, int? lead = null) =>
        new() { GraceDays = grace, RetentionDays = retention, FutureLeadDays = lead, Reason = "agreed with the schools" };

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe));
        return region;
    }
}

using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Sims;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A school changes its MIS: every id is new, nobody is lost, and nothing happens before a person has seen it.</summary>
public sealed class ChangeMisTests
{
    private const string A = "999001";
    private const string B = "999002";

    /// <summary>Every one with a UPN, among them twins whose names and UPNs are all but the same.</summary>
    private static readonly Pupil[] School =
    [
        .. Region.Pupils(38).Select((pupil, i) => pupil with { Upn = Region.UpnOf("899", i + 1) }),
        new("39", "Aisha", "Rahman", "2014-05-06", Region.UpnOf("899", 101)),
        new("40", "Aishah", "Rahman", "2014-05-06", Region.UpnOf("899", 102)),
    ];

    private static readonly Member[] Staff = [new("1", "Zoë", "Whitlock", "1980-02-03"), new("2", "Gustav", "Drummond", "1970-05-06")];

    private static readonly Pupil Newcomer = new("n-1", "Zebedee", "Yarrow", "2011-01-09", Region.UpnOf("899", 200));

    [Fact]
    public async Task WholeSchool_TwinsIncluded_IsPreviewed_AndEverybodyKeepsTheirAccount()
    {
        await using var region = await StartAsync();
        var before = await AccountsAsync(region);
        var version = (await region.Roster(A).GetHeaderAsync()).Version;
        await ChangeAsync(region);

        var preview = await region.SyncAsync(A, new SimsExport().With(Renamed(School)).WithStaff(Renamed(Staff)));

        Assert.Equal((RunPhase.DryRun, true, "sims"), (preview.Phase, preview.DryRun, preview.ChangedFrom));
        Assert.Equal((40, 0, 0, 0, 0), (preview.Pupils.Linked, preview.Pupils.Created, preview.Pupils.Review, preview.Pupils.Missing, preview.Pupils.Kept));
        Assert.Equal((2, 0), (preview.Staff.Linked, preview.Staff.Kept));
        Assert.Empty(preview.Holds);
        Assert.Equal(version, (await region.Roster(A).GetHeaderAsync()).Version);

        var run = await PromoteAsync(region, preview.RunId);

        Assert.Equal((RunPhase.Complete, "head-" + A, false), (run.Phase, run.PromotedBy, run.DryRun));
        Assert.Equal(before.ToDictionary(one => (one.Key.Kind, "w-" + one.Key.MisId), one => one.Value), await AccountsAsync(region));
        var ada = (await region.PupilAsync(A, "w-1"))!;
        Assert.Equal(("sims", "1", run.RunId), (ada.OldLinks[0].Mis, ada.OldLinks[0].MisId, ada.OldLinks[0].RunId));
        Assert.Equal("w-1", Assert.Single((await region.UserAsync(ada.Username!)).Memberships).MisId);

        await region.Host.RestartAsync();
        await region.NextDayAsync();
        var night = await region.SyncAsync(A, new SimsExport().With(Renamed(School)).WithStaff(Renamed(Staff)));
        Assert.Equal((RunPhase.Complete, 40, 2, 0), (night.Phase, night.Pupils.Unchanged, night.Staff.Unchanged, night.Planned));
    }

    [Fact]
    public async Task WhatIsPromoted_IsWhatThePreviewShowed_StepByStep()
    {
        await using var region = await StartAsync();
        await ChangeAsync(region);
        var preview = await region.SyncAsync(A, new SimsExport().With(Renamed(School[4..])).With(Newcomer, School[5] with { Id = "w-twice" }).WithStaff(Renamed(Staff)));
        var plan = await PlanAsync(region, preview.RunId);

        var run = await PromoteAsync(region, preview.RunId);

        Assert.Equal((preview.PlanSha256, preview.Pupils, preview.Staff), (run.PlanSha256, run.Pupils, run.Staff));
        Assert.Equal(run.Planned, run.Applied);
        var stands = (await region.EntriesAsync(A)).ToDictionary(entry => (entry.Kind, entry.MisId));
        foreach (var item in plan.Where(item => item.Action is not PlanAction.Forget))
        {
            var entry = stands[(item.Entry.Kind, item.Entry.MisId)];
            Assert.Equal((item.Entry.Status, item.Entry.Username, item.Entry.DecidedBy, item.Entry.Identity), (entry.Status, entry.Username, entry.DecidedBy, entry.Identity));
        }

        Assert.All(plan.Where(item => item.Action is PlanAction.Forget), item => Assert.DoesNotContain((item.Entry.Kind, item.Entry.MisId), stands.Keys));
        Assert.Equal(plan.Count(item => item.Action is not PlanAction.Forget), stands.Count);
    }

    [Fact]
    public async Task ATenthThatIsNotFoundAgain_StaysAllocated_IsListed_AndLeavesOnlyWhenAPersonSaysSo()
    {
        await using var region = await StartAsync();
        await ChangeAsync(region);
        var export = new SimsExport().With(Renamed(School[4..])).With(Newcomer).WithStaff(Renamed(Staff));

        var preview = await region.SyncAsync(A, export);

        Assert.Equal((36, 1, 4, 0, 0), (preview.Pupils.Linked, preview.Pupils.Created, preview.Pupils.Kept, preview.Pupils.Missing, preview.Pupils.HeldUnallocations));
        Assert.Empty(preview.Holds);
        await PromoteAsync(region, preview.RunId);

        await region.NextDayAsync(10);
        var later = await region.SyncAsync(A, export);
        Assert.Equal((0, 0, 0), (later.Pupils.Missing, later.Pupils.Unallocated, later.Planned));
        var listed = (await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Entries;
        Assert.Equal(School[..4].Select(pupil => pupil.Id).Order(), listed.Select(entry => entry.OldLinks[0].MisId).Order());
        foreach (var entry in listed)
        {
            Assert.Equal((RosterStatus.Allocated, UserStatus.Active), (entry.Status, (await region.UserAsync(entry.Username!)).Status));
        }

        // One turns up after all; one is said to have left.
        var found = await region.SyncAsync(A, new SimsExport().With(Renamed(School[3..])).With(Newcomer).WithStaff(Renamed(Staff)));
        Assert.Equal((1, 0), (found.Pupils.Linked, found.Pupils.Created));
        Assert.Equal(School[3].Id, (await region.PupilAsync(A, "w-" + School[3].Id))!.OldLinks[0].MisId);
        var gone = listed.First(entry => entry.OldLinks[0].MisId == School[0].Id);
        await region.DoAsync(A, new HandAction { Type = HandActionType.Unallocate, Kind = AccountKind.Pupil, MisId = gone.MisId });
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync(gone.Username!)).Status);
        Assert.Equal(2, (await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Total);
    }

    [Fact]
    public async Task IdsThatBothMissUse_NameOtherPeople_AndNobodyGetsAnothersAccount()
    {
        await using var region = await StartAsync();
        var before = await AccountsAsync(region);
        await ChangeAsync(region);

        // The new MIS counts from 1 too: the id of each pupil is the old one of the next, the last one's belongs to a newcomer, and the first pupil is gone.
        var shifted = School[1..].Select((pupil, i) => pupil with { Id = School[i].Id }).ToArray();
        var export = new SimsExport().With(shifted).With(Newcomer with { Id = School[^1].Id }).WithStaff(Staff[0] with { Id = "2" }, Staff[1] with { Id = "1" });
        var preview = await region.SyncAsync(A, export);
        Assert.Equal((39, 1, 0, 1), (preview.Pupils.Linked, preview.Pupils.Created, preview.Pupils.Review, preview.Pupils.Kept));
        var run = await PromoteAsync(region, preview.RunId);

        var after = await AccountsAsync(region);
        for (var i = 1; i < School.Length; i++)
        {
            Assert.Equal(before[(AccountKind.Pupil, School[i].Id)], after[(AccountKind.Pupil, School[i - 1].Id)]);
        }

        Assert.Equal("zyarrow.899", after[(AccountKind.Pupil, School[^1].Id)]);
        Assert.Equal(before[(AccountKind.Staff, "1")], after[(AccountKind.Staff, "2")]);
        Assert.Equal(before[(AccountKind.Staff, "2")], after[(AccountKind.Staff, "1")]);
        var kept = Assert.Single((await region.Roster(A).QueryAsync(new RosterQuery { NonMis = true })).Entries);
        Assert.Equal((before[(AccountKind.Pupil, School[0].Id)], School[0].Id), (kept.Username, kept.OldLinks[0].MisId));
        Assert.Equal(43, (await region.EntriesAsync(A)).Length);
        await region.NextDayAsync();
        Assert.Equal(0, (await region.SyncAsync(A, export)).Planned);

        // And all of it back.
        await region.UndoAsync(A, run.RunId);
        var undone = await AccountsAsync(region);
        Assert.Equal(before, undone.Where(one => one.Value != "zyarrow.899").ToDictionary());
        foreach (var (person, username) in before)
        {
            var user = await region.UserAsync(username);
            Assert.Equal((UserStatus.Active, person.MisId), (user.Status, Assert.Single(user.Memberships, one => one.Until is null).MisId));
        }

        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("zyarrow.899")).Status);
        Assert.Equal(RunPhase.DryRun, (await region.SyncAsync(A, export)).Phase);
    }

    [Fact]
    public async Task OnlyAPersonPromotes_TheNewestPreview_WhileNobodyChanged()
    {
        await using var region = await StartAsync();
        await ChangeAsync(region);
        var export = new SimsExport().With(Renamed(School)).WithStaff(Renamed(Staff));
        Region.Refused(ProblemCodes.NoUpload, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "the old MIS's export" }));
        var first = await region.SyncAsync(A, export);
        var second = await region.SyncAsync(A, export);

        Region.Refused(ProblemCodes.Forbidden, await region.School(A).PromoteRunAsync(Caller.Service, second.RunId));
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).PromoteRunAsync(Region.Head(B), second.RunId));
        Region.Refused(ProblemCodes.NotFound, await region.School(A).PromoteRunAsync(Region.Head(A), "r000099"));
        Region.Refused(ProblemCodes.RunState, await region.School(A).PromoteRunAsync(Region.Head(A), "r000001"));
        Region.Refused(ProblemCodes.PreviewStale, await region.School(A).PromoteRunAsync(Region.Head(A), first.RunId));

        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "7" });
        await region.DoAsync(A, new HandAction { Type = HandActionType.Unallocate, Kind = AccountKind.Pupil, MisId = "7" });
        Region.Refused(ProblemCodes.PreviewStale, await region.School(A).PromoteRunAsync(Region.Head(A), second.RunId));

        await region.NightAsync(A);
        var change = (await region.School(A).GetMisAsync())!.Change!;
        Assert.Equal(("sims", SecondMis.Code, "desk"), (change.From, change.To, change.By));
        Assert.NotEqual(second.RunId, change.Run);
        Assert.Equal(RunPhase.DryRun, (await region.Run(A, change.Run!).GetStatusAsync())!.Phase);
        await PromoteAsync(region, change.Run!);
        Assert.Null((await region.School(A).GetMisAsync())!.Change);
        Assert.True(Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), change.Run!)).Repeated);

        // The exclusion was made of the old id, and holds for the person.
        Assert.Equal(RosterStatus.Excluded, (await region.PupilAsync(A, "w-7"))!.Status);
    }

    [Fact]
    public async Task BackToTheOldMis_EndsTheChange_AndTheOldIdsHold()
    {
        await using var region = await StartAsync();
        await ChangeAsync(region);
        await region.SyncAsync(A, new SimsExport().With(Renamed(School)).WithStaff(Renamed(Staff)));

        await ChangeAsync(region, "sims");

        Assert.Null((await region.School(A).GetMisAsync())!.Change);
        var run = await region.SyncAsync(A, new SimsExport().With(School).WithStaff(Staff));
        Assert.Equal((RunPhase.Complete, 40), (run.Phase, run.Pupils.Unchanged));
    }

    [Fact]
    public async Task PromotedAndKilled_IsFinishedWithTheSameOutcome()
    {
        await using var region = await StartAsync();
        var before = await AccountsAsync(region);
        await ChangeAsync(region);
        var preview = await region.SyncAsync(A, new SimsExport().With(Renamed(School)).WithStaff(Renamed(Staff)));
        Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), preview.RunId));
        await region.Host.CrashAsync();

        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(RunPhase.Complete, (await region.Run(A, preview.RunId).GetStatusAsync())!.Phase);
        Assert.Equal(before.Values.Order(), (await AccountsAsync(region)).Values.Order());
        Assert.Equal(42, (await region.EntriesAsync(A)).Length);
    }

    [Fact]
    public async Task WhatPeopleDecided_GoesAlong()
    {
        await using var region = await StartAsync();
        var tunde = new Pupil("50", "Tunde", School[0].Last, School[0].Born);
        var left = new Pupil("51", "Yves", School[1].Last, School[1].Born);
        var theirs = new Pupil("52", "Xanthe", School[2].Last, School[2].Born);
        await region.SyncAsync(A, new SimsExport().With(School).With(tunde, left, theirs).WithStaff(Staff));
        Assert.Equal(3, (await region.Roster(A).GetCasesAsync(new CaseQuery())).Total);
        await DecideAsync(region, HandActionType.Exclude, "50");
        await DecideAsync(region, HandActionType.Leave, "51", "asked the office");
        await DecideAsync(region, HandActionType.Create, "52", "a cousin");

        // One who moved to another school, and is still in this one's MIS.
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(School[10] with { Id = "77" }));
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(A, School[10].Id))!.Status);
        await ChangeAsync(region);

        var preview = await region.SyncAsync(A, new SimsExport().With(Renamed([.. School, tunde, left, theirs])).WithStaff(Renamed(Staff)));
        await PromoteAsync(region, preview.RunId);

        var excluded = (await region.PupilAsync(A, "w-50"))!;
        Assert.Equal((RosterStatus.Excluded, true, "50"), (excluded.Status, excluded.ByHand, excluded.OldLinks[0].MisId));
        var open = (await region.PupilAsync(A, "w-51"))!;
        Assert.Equal((RosterStatus.Review, "asked the office"), (open.Status, open.Left?.Note));
        var made = (await region.PupilAsync(A, "w-52"))!;
        Assert.Equal((RosterStatus.Allocated, true, "a cousin"), (made.Status, made.ByHand, made.Decision?.Note));
        Assert.Equal((RosterStatus.Moved, B), ((await region.PupilAsync(A, "w-" + School[10].Id))!.Status, (await region.PupilAsync(A, "w-" + School[10].Id))!.MovedTo));
        Assert.Equal((0, 0), (preview.Pupils.Moved, preview.Pupils.Created));
    }

    private static Pupil[] Renamed(Pupil[] pupils) => [.. pupils.Select(pupil => pupil with { Id = "w-" + pupil.Id })];

    private static Member[] Renamed(Member[] staff) => [.. staff.Select(member => member with { Id = "w-" + member.Id })];

    private static Task<RunStatus> DecideAsync(Region region, HandActionType type, string id, string? note = null) =>
        region.DoAsync(A, new HandAction { Type = type, Kind = AccountKind.Pupil, MisId = id, Reason = note });

    private static async Task<Dictionary<(AccountKind Kind, string MisId), string>> AccountsAsync(Region region) =>
        (await region.EntriesAsync(A)).Where(entry => entry.Status is RosterStatus.Allocated).ToDictionary(entry => (entry.Kind, entry.MisId), entry => entry.Username!);

    private static Task<ImmutableArray<PlanItem>> PlanAsync(Region region, string runId) => region.Run(A, runId).GetPlanAsync(0, 500);

    private static async Task<RunStatus> PromoteAsync(Region region, string runId) =>
        await region.RestAsync(A, Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), runId)).RunId);

    private static async Task ChangeAsync(Region region, string mis = SecondMis.Code)
    {
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = mis }));
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Staff"] }));
        await region.NextDayAsync();
    }

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync(services => services.AddSingleton(new MisCatalog([new SimsMis(), new SecondMis()])));
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(School).WithStaff(Staff));
        Assert.Equal(42, (await region.EntriesAsync(A)).Length);
        return region;
    }
}

using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>More than an ordinary night changes is held; the rest flows.</summary>
public sealed class GateTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil[] Forty = Region.Pupils(40);
    private static readonly Pupil Newcomer = new("900", "Zebedee", "Yarrow", "2011-01-09");

    [Fact]
    public async Task TooManyMissing_AreHeld_WhileTheNewcomerGetsAnAccount()
    {
        await using var region = await StartAsync();

        var run = await HoldRemovalsAsync(region);

        Assert.Equal((1, 10, 0), (run.Pupils.Created, run.Pupils.HeldUnallocations, run.Pupils.Missing));
        var hold = Assert.Single(run.Holds);
        Assert.Equal((AccountKind.Pupil, PlanAction.Unallocate, 10, 5, 40), (hold.Kind, hold.Action, hold.Count, hold.Limit, hold.Population));
        Assert.Equal("zyarrow.899", (await region.PupilAsync(A, "900"))!.Username);
        Assert.Null((await region.PupilAsync(A, "40"))!.MissingSince);
    }

    [Fact]
    public async Task Approved_AppliesTheHeldPart_AndTheCountsSayWhatWasDone()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);
        Assert.Equal((11, 1), (held.Planned, held.Applied));

        var run = await region.ApproveAsync(A, held.RunId);

        Assert.Equal((RunPhase.Complete, "head-" + A, 11), (run.Phase, run.DecidedBy, run.Applied));
        Assert.Equal((10, 0), (run.Pupils.Missing, run.Pupils.HeldUnallocations));
        Region.Balances(run);
        Assert.NotNull((await region.PupilAsync(A, "40"))!.MissingSince);
        Assert.Equal(held.PlanSha256, run.PlanSha256);
    }

    [Fact]
    public async Task Approved_AfterSomebodyChangedOneOfThem_LeavesThatOne()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "40" });

        await region.ApproveAsync(A, held.RunId);

        Assert.Equal((true, null), ((await region.PupilAsync(A, "40"))!.Exclusion is not null, (await region.PupilAsync(A, "40"))!.MissingSince));
        Assert.NotNull((await region.PupilAsync(A, "39"))!.MissingSince);
    }

    [Fact]
    public async Task Approved_AndKilled_IsFinishedByTheReminder()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);
        Region.Ok(await region.School(A).ApproveRunAsync(Region.Head(A), held.RunId));
        await region.Host.CrashAsync();

        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(3));

        Assert.Equal(RunPhase.Complete, (await region.Run(A, held.RunId).GetStatusAsync())!.Phase);
        Assert.NotNull((await region.PupilAsync(A, "40"))!.MissingSince);
        Assert.Equal(RunPhase.Complete, (await region.SyncAsync(A, new SimsExport().With(Forty).With(Newcomer))).Phase);
    }

    [Fact]
    public async Task Discarded_DropsTheHeldPart()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);

        Region.Ok(await region.School(A).DiscardRunAsync(Region.Head(A), held.RunId));

        Assert.Equal(RunPhase.Discarded, (await region.Run(A, held.RunId).GetStatusAsync())!.Phase);
        Assert.Null((await region.PupilAsync(A, "40"))!.MissingSince);
        Region.Refused(ProblemCodes.RunState, await region.School(A).ApproveRunAsync(Region.Head(A), held.RunId));
        Region.Refused(ProblemCodes.NotFound, await region.School(A).ApproveRunAsync(Region.Head(A), "r000099"));
    }

    [Fact]
    public async Task NewerExport_ReplacesAHeldRun()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);

        var run = await region.SyncAsync(A, new SimsExport().With(Forty).With(Newcomer));

        Assert.Equal((RunPhase.Complete, 41), (run.Phase, run.Pupils.Unchanged));
        var replaced = (await region.Run(A, held.RunId).GetStatusAsync())!;
        Assert.Equal((RunPhase.Discarded, run.RunId), (replaced.Phase, replaced.ReplacedByRun));
    }

    [Fact]
    public async Task NewerExportThatIsRefused_LeavesTheHeldRunToBeDecided()
    {
        await using var region = await StartAsync();
        var held = await HoldRemovalsAsync(region);
        await region.UploadAsync(A, []);
        Assert.Equal(RunPhase.Refused, (await region.RunAsync(A, new StartRun { OperationId = "empty" })).Phase);

        Assert.Equal(RunPhase.Held, (await region.Run(A, held.RunId).GetStatusAsync())!.Phase);
        Assert.Equal(RunPhase.Complete, (await region.ApproveAsync(A, held.RunId)).Phase);
    }

    [Fact]
    public async Task Notice_SaysInWordsWhatWasAndWasNotApplied()
    {
        await using var region = await StartAsync();

        var held = await HoldRemovalsAsync(region);
        Assert.StartsWith("Applied: 1 pupils created. Not applied: removals of 10 pupils (up to 5 pass: 10 % of 40, at most 60, at least 5).", held.Notice, StringComparison.Ordinal);

        var newer = await region.SyncAsync(A, new SimsExport().With(Forty[..30]).With(Newcomer));
        var replaced = (await region.Run(A, held.RunId).GetStatusAsync())!;
        Assert.EndsWith($"Run {newer.RunId} of a newer export replaced it.", replaced.Notice, StringComparison.Ordinal);

        var approved = await region.ApproveAsync(A, newer.RunId);
        Assert.Contains($"approved by head-{A}: removals of 10 pupils", approved.Notice, StringComparison.Ordinal);
        Assert.Equal(Region.Monday, approved.DecidedAt);
        Assert.Null((await region.SyncAsync(A, new SimsExport().With(Forty[..30]).With(Newcomer))).Notice);
    }

    [Fact]
    public async Task TooManyChangedIdentities_AreHeld()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With([.. Forty.Select((pupil, i) => i < 25 ? pupil with { Chosen = "Kit" } : pupil)]));

        Assert.Equal((RunPhase.Held, 25, 0), (run.Phase, run.Pupils.HeldRows, run.Pupils.Updated));
        Assert.Null((await region.PupilAsync(A, "1"))!.Identity.PreferredFirstName);
        Assert.Equal(25, (await region.ApproveAsync(A, run.RunId)).Pupils.Updated);
    }

    [Fact]
    public async Task IdsThatAllNameSomebodyElse_AreHeld_WithTheirCases_AndNobodyIsEvenMissing()
    {
        await using var region = await StartAsync();
        var before = await region.EntriesAsync(A);
        var renumbered = Forty.Select((pupil, i) => pupil with { Id = Forty[(i + 1) % 40].Id }).ToArray();

        var run = await region.SyncAsync(A, new SimsExport().With(renumbered));

        Assert.Equal((RunPhase.Held, 40, 40, 0, 0), (run.Phase, run.Pupils.HeldRows, run.Pupils.HeldUnallocations, run.Pupils.Missing, run.Pupils.Review));
        Assert.Equal((PlanAction.Unallocate, 40, 5), (run.Holds.Single().Action, run.Holds.Single().Count, run.Holds.Single().Limit));
        Assert.Equal(
            before.Select(entry => (entry.MisId, entry.Username, entry.Status, entry.MissingSince)).Order(),
            (await region.EntriesAsync(A)).Select(entry => (entry.MisId, entry.Username, entry.Status, entry.MissingSince)).Order());

        // Approved after somebody changed one of them: that one is left whole, the others are cases beside people who are missing.
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "7" });
        var approved = await region.ApproveAsync(A, run.RunId);
        Assert.Equal((RunPhase.Complete, 40, 0), (approved.Phase, approved.Pupils.Review, approved.Pupils.HeldRows));
        Region.Balances(approved);
        var after = await region.EntriesAsync(A);
        Assert.Equal((39, 40), (after.Count(entry => entry.Status is RosterStatus.Review), after.Count(entry => entry.Status is RosterStatus.Allocated)));
        Assert.Equal(before.Select(entry => entry.Username).Order(), after.Where(entry => entry.Username is not null).Select(entry => entry.Username).Order());
    }

    [Fact]
    public async Task NewClassForEverybody_IsNotHeld()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With([.. Forty.Select(pupil => pupil with { Year = "8" })]));

        Assert.Equal((RunPhase.Complete, 40), (run.Phase, run.Pupils.Updated));
    }

    [Fact]
    public async Task TooManyCreated_AreHeld_ThoughAFirstLoadIsFree()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Forty).With(Region.Pupils(35, from: 500).Select((pupil, i) => pupil with { Last = "Q" + (char)('a' + i % 26) + (char)('z' - i / 2) + pupil.Last }).ToArray()));

        Assert.Equal(RunPhase.Held, run.Phase);
        Assert.Equal(PlanAction.Create, Assert.Single(run.Holds).Action);
        Assert.Equal(40, (await region.EntriesAsync(A)).Count(entry => entry.Status is RosterStatus.Allocated));
    }

    [Fact]
    public async Task TooManyMoves_AreHeld_AndTheOtherSchoolKeepsItsPupils()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        var pupils = Forty.Take(15).Select((pupil, i) => pupil with { Upn = Region.UpnOf("899", i + 1) }).ToArray();
        await region.SyncAsync(A, new SimsExport().With(pupils));
        await region.SyncAsync(B, new SimsExport().With(Newcomer));

        var run = await region.SyncAsync(B, new SimsExport().With(Newcomer).With([.. pupils.Select(pupil => pupil with { Id = "b" + pupil.Id })]));

        Assert.Equal((RunPhase.Held, 15, 0), (run.Phase, run.Pupils.HeldRows, run.Pupils.Moved));
        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal(RosterStatus.Allocated, entry.Status));
        await region.ApproveAsync(B, run.RunId);
        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal(RosterStatus.Moved, entry.Status));
    }

    [Fact]
    public async Task Override_LiftsTheGateForOneRunOnly()
    {
        await using var region = await StartAsync();
        var lift = new GateOverride { By = "desk", Reason = "The junior school closed.", ExpiresAt = Region.Monday.AddDays(1) };

        var lifted = await region.SyncAsync(A, new SimsExport().With(Forty[..30]), lift: lift);
        Assert.Equal((RunPhase.Complete, 10), (lifted.Phase, lifted.Pupils.Missing));
        Assert.Equal(lift, lifted.Override);

        var next = await region.SyncAsync(A, new SimsExport().With(Forty[..20]));
        Assert.Equal((RunPhase.Held, 10), (next.Phase, next.Pupils.HeldUnallocations));
    }

    [Fact]
    public async Task Override_IsForTheServiceDesk_WithAReasonAndAnExpiry()
    {
        await using var region = await StartAsync();
        var lift = new GateOverride { By = "x", Reason = "The junior school closed.", ExpiresAt = Region.Monday.AddDays(1) };

        foreach (var caller in new[] { Region.Head(A), Region.Admin(A), Caller.Service })
        {
            Region.Refused(ProblemCodes.Forbidden, await StartRunAsync(caller, lift));
        }

        Region.Refused(ProblemCodes.InvalidValue, await StartRunAsync(Region.ServiceDesk, lift with { Reason = "because" }));
        Region.Refused(ProblemCodes.InvalidValue, await StartRunAsync(Region.ServiceDesk, lift with { ExpiresAt = Region.Monday.AddDays(-1) }));
        Region.Refused(ProblemCodes.InvalidValue, await StartRunAsync(Region.ServiceDesk, lift with { ExpiresAt = Region.Monday.AddDays(15) }));

        Task<Outcome<RunStarted>> StartRunAsync(Caller caller, GateOverride with) =>
            region.School(A).StartRunAsync(caller, new StartRun { OperationId = "o", Override = with });
    }

    private static async Task<RunStatus> HoldRemovalsAsync(Region region)
    {
        var run = await region.SyncAsync(A, new SimsExport().With(Forty[..30]).With(Newcomer));
        Assert.Equal(RunPhase.Held, run.Phase);
        return run;
    }

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var run = await region.SyncAsync(A, new SimsExport().With(Forty));
        Assert.Equal((RunPhase.Complete, 40), (run.Phase, run.Pupils.Created));
        return region;
    }
}

using System.Globalization;
using Uso.GrainInterfaces;
using Uso.Grains.Tests.Completeness;
using Uso.Mis.Contract;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What users of such systems suffer elsewhere cannot happen here. Each test has the number of its complaint.</summary>
public sealed class ComplaintTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil[] Forty = Region.Pupils(40);

    /// <summary>So few that the gate would let all of them go: what keeps them is that absence counts only in a whole export.</summary>
    private static readonly Pupil[] Four = Region.Pupils(4);

    [Theory]
    [InlineData(null)]
    [InlineData(Flaw.Empty)]
    [InlineData(Flaw.CutShort)]
    [InlineData(Flaw.PageMissing)]
    [InlineData(Flaw.PermissionLost)]
    public async Task Complaint1_AnOutageOrAnEmptyAnswer_NeverReadsAsEverybodyLeft(Flaw? flaw)
    {
        var school = ContractSchool.Numbers.Urn;
        await using var route = new FixtureRouteCase("wonde");
        await using var region = await route.StartAsync(school);
        Assert.Equal(4, (await route.NightAsync(region, school, Four, [], flaw: null)).Pupils.Created);

        for (var night = 0; night < 10; night++)
        {
            await region.NextDayAsync();
            var run = flaw is null ? await route.OutageAsync(region, school, Four) : await route.NightAsync(region, school, Four, Four, flaw);
            Assert.Empty(run.Holds);
        }

        Assert.All(await region.EntriesAsync(school), entry => Assert.Equal((RosterStatus.Allocated, null), (entry.Status, entry.MissingSince)));

        // The same nights with whole exports of three: the fourth has left.
        for (var night = 0; night < 5; night++)
        {
            await region.NextDayAsync();
            await route.NightAsync(region, school, Four[..3], Four, flaw: null);
        }

        Assert.Equal(RosterStatus.Unallocated, Assert.Single(await region.EntriesAsync(school), entry => entry.Status is not RosterStatus.Allocated).Status);
    }

    [Fact]
    public async Task Complaint2_ALargeChange_IsFrozenPerSchool_AndTheNoticeSaysWhatWasApplied()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Forty));

        var run = await region.SyncAsync(A, new SimsExport().With(Forty[..30]).With(new Pupil("900", "Zebedee", "Yarrow", "2011-01-09")));

        Assert.Equal((RunPhase.Held, 1, 10), (run.Phase, run.Pupils.Created, run.Pupils.HeldUnallocations));
        Assert.Contains("Applied: 1 pupils created.", run.Notice, StringComparison.Ordinal);
        Assert.Contains("Not applied: removals of 10 pupils", run.Notice, StringComparison.Ordinal);
        Assert.All(await region.EntriesAsync(A), entry => Assert.Null(entry.MissingSince));

        // Only a named person lets it go on.
        Region.Refused(ProblemCodes.Forbidden, await region.School(A).ApproveRunAsync(Caller.Service, run.RunId));
        var approved = await region.ApproveAsync(A, run.RunId);
        Assert.Equal((10, "head-" + A), (approved.Pupils.Missing, approved.DecidedBy));
    }

    [Fact]
    public async Task Complaint2_TheLimitIsTheSchoolsOwn_AndCannotBeSwitchedOff()
    {
        await using var region = await Region.StartAsync();
        foreach (var urn in new[] { A, B })
        {
            await region.AddSchoolAsync(urn);
            await region.SyncAsync(urn, new SimsExport().With(Named(urn)));
        }

        var limit = new GateLimit { Kind = AccountKind.Pupil, Action = PlanAction.Unallocate, Percent = 30, Count = 100, Floor = 5 };
        Region.Ok(await region.School(B).SetGatesAsync(Region.ServiceDesk, new SetGates { Limits = [limit], Reason = "a wing of the school closes" }));
        foreach (var off in new[] { limit with { Percent = 100 }, limit with { Floor = 1000 }, limit with { Count = int.MaxValue } })
        {
            Region.Refused(ProblemCodes.InvalidValue, await region.School(B).SetGatesAsync(Region.ServiceDesk, new SetGates { Limits = [off], Reason = "nobody looks at it anyway" }));
        }

        var frozen = await region.SyncAsync(A, new SimsExport().With(Named(A)[..30]));
        var flows = await region.SyncAsync(B, new SimsExport().With(Named(B)[..30]));

        Assert.Equal((RunPhase.Held, 0), (frozen.Phase, frozen.Pupils.Missing));
        Assert.Equal((RunPhase.Complete, 10), (flows.Phase, flows.Pupils.Missing));

        static Pupil[] Named(string urn) => urn == A ? Forty : Region.Pupils(40, from: 500);
    }

    [Fact]
    public async Task Complaint3_ARun_IsUndoneByOneRequest()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Forty));
        var lift = new GateOverride { By = "desk", Reason = "Names as the school wants them.", ExpiresAt = Region.Monday.AddDays(1) };
        var mistake = await region.SyncAsync(A, new SimsExport().With([.. Forty.Select(pupil => pupil with { Chosen = "Kit" })]), lift: lift);
        Assert.Equal(40, mistake.Pupils.Updated);

        Assert.Equal(RunPhase.Complete, (await region.UndoAsync(A, mistake.RunId)).Phase);

        Assert.All(await region.EntriesAsync(A), entry => Assert.Null(entry.Identity.PreferredFirstName));
    }

    [Fact]
    public async Task Complaint6_MoreThanAThousandCases_AreAllListedAndReachable()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Many("Ada")));

        // Everybody's twin, as far as a machine can tell.
        var run = await region.SyncAsync(B, new SimsExport().With(Many("Tunde")));

        var cases = run.Pupils.Review;
        Assert.InRange(cases, 1001, 1100);
        var seen = new HashSet<string>();
        for (var skip = 0; skip < cases; skip += 500)
        {
            var page = await region.Roster(B).QueryAsync(new RosterQuery { Status = RosterStatus.Review, Skip = skip, Take = 500 });
            Assert.Equal(cases, page.Total);
            seen.UnionWith(page.Entries.Select(entry => entry.MisId));
        }

        Assert.Equal(cases, seen.Count);

        // The last of them is decided like the first.
        var last = (await region.Roster(B).QueryAsync(new RosterQuery { Status = RosterStatus.Review, Skip = cases - 1, Take = 1 })).Entries.Single();
        Assert.Equal(RunPhase.Complete, (await region.DoAsync(B, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = last.MisId })).Phase);
        Assert.Equal((RosterStatus.Allocated, cases - 1), ((await region.PupilAsync(B, last.MisId))!.Status, (await region.Roster(B).GetCasesAsync(new CaseQuery { Take = 0 })).Total));
    }

    [Fact]
    public async Task Complaint7_AQuietNight_WritesNoAccount_AndAChangedOneWritesWhatChanged_WhateverTheSize()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var many = Many("Ada");
        await region.SyncAsync(A, new SimsExport().With(many));

        await region.NextDayAsync();
        using (var writes = new Writes(region))
        {
            Assert.Equal(1100, (await region.SyncAsync(A, new SimsExport().With(many))).Pupils.Unchanged);
            Assert.Equal((0, 0), (writes.Of("user"), writes.Of("roster")));
        }

        await region.NextDayAsync();
        using (var writes = new Writes(region))
        {
            Assert.Equal(3, (await region.SyncAsync(A, new SimsExport().With([.. many.Select((pupil, i) => i < 3 ? pupil with { Chosen = "Kit" } : pupil)]))).Pupils.Updated);
            Assert.Equal(3, writes.Of("user"));
        }
    }

    [Fact]
    public async Task Complaint7_AQuietNightOfElevenTimesThePeople_CostsTheSameWrites()
    {
        await using var region = await Region.StartAsync();
        var written = new List<long>();
        foreach (var (urn, pupils) in new[] { (A, Many("Ada")[..100]), (B, Many("Tunde")[100..]) })
        {
            await region.AddSchoolAsync(urn);
            await region.SyncAsync(urn, new SimsExport().With(pupils));
            await region.NextDayAsync();
            using var writes = new Writes(region);
            Assert.Equal(pupils.Length, (await region.SyncAsync(urn, new SimsExport().With(pupils))).Pupils.Unchanged);
            written.Add(writes.Of(""));
        }

        Assert.Equal(written[0], written[1]);
    }

    [Fact]
    public async Task Complaint7_AccountsAreMadeSideBySide()
    {
        var overlap = new Overlap(wanted: 32);
        await using var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, overlap.Around));
        await region.AddSchoolAsync(A);

        await region.SyncAsync(A, new SimsExport().With(Many("Ada")));

        Assert.True(overlap.Most >= 32, $"{overlap.Most} accounts at once");
    }

    [Fact]
    public async Task Complaint8_AStuckRun_IsSeenWithItsProgress_AndSaid()
    {
        var faults = new Faults();
        faults.Disarm();
        await using var la = await AlertRegion.StartAsync(faults: faults);
        await la.Region.AddSchoolAsync(A);
        await la.SetAsync();
        await la.Region.UploadAsync(A, new SimsExport().With(Forty).ToZip());
        faults.Arm(FaultKind.BlockBefore, 20, GrainTypes.User);
        var started = Region.Ok(await la.Region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "stuck" }));
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
        await la.Region.JumpAsync(TimeSpan.FromHours(4));

        var status = (await la.Region.Run(A, started.RunId).GetStatusAsync())!;
        Assert.Equal((RunPhase.Applying, 40), (status.Phase, status.Planned));
        Assert.InRange(status.Applied, 1, 39);
        Assert.Equal((NightState.Running, started.RunId), ((await la.Region.School(A).GetNightAsync())!.State, (await la.Region.School(A).GetNightAsync())!.RunId));
        await la.CheckAsync();
        Assert.Contains("late-run", Assert.Single(la.Webhook.Requests.All).Body, StringComparison.Ordinal);
        await la.Region.Host.KillAsync();
        await la.Region.Host.StartAsync();
    }

    [Fact]
    public async Task Complaint8_NoFailureIsSilent_AndTheCountsAddUp()
    {
        await using var la = await AlertRegion.StartAsync();
        await la.Region.AddSchoolAsync(A);
        var bad = Forty[0] with { Id = "bad", Born = "never" };
        var run = await la.Region.SyncAsync(A, new SimsExport().With(Forty).With(Forty[1]).With(bad).WithStaff(new Member("9", "Zoë", "Smith")));
        Assert.Equal((42, 40, 2), (run.Pupils.Rows, run.Pupils.Created, run.Pupils.Rejected));
        Assert.Equal(run.Pupils.Rows, run.Pupils.Accounted());

        await la.SetAsync();
        await la.Region.UploadAsync(A, []);
        await la.Region.RunAsync(A, new StartRun { OperationId = "empty" });
        await la.CheckAsync();

        Assert.Contains("export-empty", Assert.Single(la.Webhook.Requests.All).Body, StringComparison.Ordinal);
        Assert.Contains("export-refused", Assert.Single(la.Smtp.Mails.All).Data, StringComparison.Ordinal);
    }

    private static Pupil[] Many(string firstName) => [.. Enumerable.Range(0, 1100).Select(i => new Pupil(
        i.ToString(CultureInfo.InvariantCulture),
        firstName,
        "Q" + (char)('a' + i % 26) + (char)('a' + i / 26 % 26) + "z" + (char)('a' + i / 676) + "x",
        new DateOnly(2012, 1, 2).AddDays(i).ToString("O", CultureInfo.InvariantCulture)))];
}

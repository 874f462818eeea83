using System.Globalization;
using Uso.GrainInterfaces;
using Uso.Grains.Tests.Completeness;
using Uso.Mis.Contract;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What users of such systems suffer elsewhere cannot happen here. Each test has the number of its complaint.</summary>
public sealed class ComplaintTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil[] Forty = Region.Pupils(40);

    [Theory]
    [InlineData(Flaw.Empty)]
    [InlineData(Flaw.CutShort)]
    [InlineData(Flaw.PageMissing)]
    public async Task Complaint1_AnOutageOrAnEmptyAnswer_NeverReadsAsEverybodyLeft(Flaw flaw)
    {
        var school = ContractSchool.Numbers.Urn;
        await using var route = new FixtureRouteCase("wonde");
        await using var region = await route.StartAsync(school);
        Assert.Equal(40, (await route.NightAsync(region, school, Forty, [], flaw: null)).Pupils.Created);

        for (var night = 0; night < 10; night++)
        {
            await region.NextDayAsync();
            await route.NightAsync(region, school, Forty, Forty, flaw);
        }

        Assert.All(await region.EntriesAsync(school), entry => Assert.Equal((RosterStatus.Allocated, null), (entry.Status, entry.MissingSince)));
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
        Assert.NotNull((await region.School(A).GetGatesAsync())!.Maxima.Single(limit => limit is { Kind: AccountKind.Pupil, Action: PlanAction.Unallocate }));
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

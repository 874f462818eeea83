using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Uso.GrainInterfaces;
using Uso.Grains.Rosters;

namespace Uso.Grains.Tests;

/// <summary>Twenty thousand open cases: every one is found, and many are decided at once.</summary>
public sealed class LongQueueTests
{
    private const string A = "999001";
    private const int Cases = 20_000;
    private const int Page = 500;

    [Fact]
    public async Task TwentyThousandCases_ArePagedByCursor_WhileOthersAreDecided_AndNoneIsMissedOrShownTwice()
    {
        await using var region = await StartAsync();
        var roster = region.Roster(A);
        var seen = new HashSet<string>();
        string? cursor = null;
        var pages = 0;
        var clock = Stopwatch.StartNew();
        do
        {
            var page = await roster.GetCasesAsync(new CaseQuery { After = cursor, Take = Page });
            Assert.All(page.Cases, one => Assert.True(seen.Add(one.Entry.MisId)));
            if (++pages == 3)
            {
                // Somebody decides the last case shown, from which the cursor goes on.
                await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = page.Cases[^1].Entry.MisId });
            }

            Assert.Equal(pages >= 4 ? Cases - 1 : Cases, page.Total);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal((Cases, Cases / Page), (seen.Count, pages));
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"{clock.Elapsed} for {pages} pages");
    }

    [Fact]
    public void APageOfALongQueue_CostsMemoryForThePageOnly()
    {
        var entries = Enumerable.Range(0, Cases).Select(Entry).ToArray();
        CaseQueue.Page(entries, new CaseQuery(), Page);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var (cases, total, more) = CaseQueue.Page(entries, new CaseQuery(), Page);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((Page, Cases, true), (cases.Count, total, more));
        Assert.True(allocated < 200_000, $"{allocated} bytes for a page");
        Assert.Equal(entries.OrderBy(entry => CasePosition.Of(entry, decided: false)).Take(Page), cases);
    }

    [Fact]
    public async Task BulkDecisions_SayHowManyTheyWouldDecide_DecideThoseAsOneRun_AndLeaveTheRest()
    {
        await using var region = await StartAsync();
        var exclude = new BulkDecision { Type = HandActionType.Exclude, Filter = new CaseFilter { YearGroup = "7" }, Note = "visitors" };

        var dry = await region.RunAsync(A, new StartRun { OperationId = "dry", DryRun = true, Bulk = exclude });
        Assert.Equal((RunPhase.DryRun, Cases / 2), (dry.Phase, dry.Bulk!.Decided));
        Assert.Equal(Cases, (await region.Roster(A).GetCasesAsync(new CaseQuery { Take = 0 })).Total);

        var stale = await region.RunAsync(A, new StartRun { OperationId = "stale", Bulk = exclude with { Expected = dry.Bulk.Decided - 1 } });
        Assert.Equal((RunPhase.Refused, ProblemCodes.BulkCountChanged), (stale.Phase, stale.Problem?.Code));

        var run = await region.RunAsync(A, new StartRun { OperationId = "bulk", Bulk = exclude with { Expected = dry.Bulk.Decided } });
        Assert.Equal((RunPhase.Complete, Cases / 2, Cases / 2), (run.Phase, run.Bulk!.Decided, run.Applied));
        Assert.Equal(run.RunId, Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "bulk", Bulk = exclude with { Expected = dry.Bulk.Decided } })).RunId);
        Assert.Equal(Cases / 2, (await region.Roster(A).GetCasesAsync(new CaseQuery { Take = 0 })).Total);
        var one = (await region.PupilAsync(A, Id(1)))!;
        Assert.Equal((RosterStatus.Excluded, "desk", "visitors"), (one.Status, one.Decision!.By, one.Decision.Note));

        var create = new BulkDecision { Type = HandActionType.Create, Filter = new CaseFilter { YearGroup = "8", MaxCandidates = 0 } };
        var created = await region.RunAsync(A, new StartRun { OperationId = "create", Bulk = create });
        Assert.Equal((RunPhase.Complete, Cases / 4), (created.Phase, created.Bulk!.Decided));
        Assert.Equal(Cases / 4, (await region.Roster(A).QueryAsync(new RosterQuery { Status = RosterStatus.Allocated, Take = 1 })).Total);

        var leave = await region.RunAsync(A, new StartRun { OperationId = "leave", Bulk = new BulkDecision { Type = HandActionType.Leave, Filter = new CaseFilter { MinCandidates = 1 } } });
        Assert.Equal(Cases / 4, leave.Bulk!.Decided);
        Assert.Equal(0, (await region.Roster(A).GetCasesAsync(new CaseQuery { Filter = new CaseFilter { Left = false }, Take = 0 })).Total);
    }

    [Fact]
    public async Task BulkMatch_SkipsAndCountsWhatAPersonShouldLookAt()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var pupils = Region.Pupils(4);
        await region.SyncAsync(A, new SimsExport().With(pupils));
        var rest = pupils[3..];
        await region.SyncAsync(A, new SimsExport().With(rest));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(rest));

        // Three who left resemble newcomers; two newcomers want the third; one resembles somebody who is here.
        var newcomers = pupils.Select((pupil, i) => pupil with { Id = "n" + i, First = "Zeno" }).Append(pupils[2] with { Id = "n9", First = "Yves" }).ToArray();
        await region.SyncAsync(A, new SimsExport().With(rest).With(newcomers));
        Assert.Equal(5, (await region.Roster(A).GetCasesAsync(new CaseQuery { Take = 0 })).Total);
        var bulk = new BulkDecision { Type = HandActionType.Match, Filter = new CaseFilter { Same = ["lastName", "dateOfBirth"] } };

        Region.Refused(ProblemCodes.InvalidValue, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "any", Bulk = bulk with { Filter = new CaseFilter() } }));
        var run = await region.RunAsync(A, new StartRun { OperationId = "bulk", Bulk = bulk });

        Assert.Equal((5, 2), (run.Bulk!.Fits, run.Bulk.Decided));
        Assert.Equal(3, run.Bulk.Skipped["account-in-use"]);
        foreach (var i in new[] { 0, 1 })
        {
            Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "n" + i))!.Status);
            Assert.Null(await region.PupilAsync(A, pupils[i].Id));
        }

        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "n2"))!.Status);
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, pupils[3].Id))!.Status);
    }

    private static string Id(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Cases as a first load makes them that met a full LA. Written in chunks, like a run does.</summary>
    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        foreach (var chunk in Enumerable.Range(0, Cases).Chunk(1000))
        {
            var puts = chunk.Select(Entry).ToImmutableArray();
            Region.Ok(await region.Roster(A).ApplyAsync(new RosterChange { OperationId = $"load/{chunk[0]}", Puts = puts, SeenRuns = [.. puts.Select(_ => (string?)null)] }));
        }

        return region;
    }

    private static RosterEntry Entry(int number) => new()
    {
        Kind = AccountKind.Pupil,
        MisId = Id(number),
        Status = RosterStatus.Review,
        Identity = new PersonIdentity { LegalFirstName = "P" + (char)('a' + number % 26), LegalLastName = "Q" + (char)('a' + number / 26 % 26) + (char)('a' + number / 676 % 26) },
        YearGroup = number % 2 == 1 ? "7" : "8",
        Candidates = number % 4 == 0 ? [new CaseCandidate { Username = $"someone{number}.899", Evidence = "firstName=same lastName=same dateOfBirth=missing upn=missing school=same" }] : [],
        DecidedBy = "doubtful",
        Since = Region.Monday.AddMinutes(-number % 97),
        RunId = "r000000",
    };
}

using System.Collections.Immutable;
using System.Globalization;

namespace Uso.ClientApi.BulkResults;

internal static class GetBulkResults
{
    private static readonly string[] Header = ["kind", "what", "count"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetBulkResults")
        .WithSummary("Whole School Bulk Results: the last processed export, what came of it, and what waits for a person. With Accept: text/csv, the counts as CSV.")
        .OrCsv()
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<WholeSchoolBulkResults>, PushStreamHttpResult>> HandleAsync(Urn urn, HttpContext context, IGrainFactory grains)
    {
        var roster = grains.Roster(urn);
        var uploads = grains.School(urn).GetUploadsAsync();
        var pupils = PeopleAsync(roster, AccountKind.Pupil);
        var staff = PeopleAsync(roster, AccountKind.Staff);
        var run = await LastSync.FindAsync(grains, urn);
        var results = new WholeSchoolBulkResults
        {
            LastUpload = run?.UploadId is { } upload ? (await uploads).FirstOrDefault(one => one.UploadId == upload) : null,
            LastRun = run,
            Pupils = await pupils,
            Staff = await staff,
            RejectedRows = run?.Reports.Sum(report => report.Rejected) ?? 0,
            Held = run is { Phase: RunPhase.Held } ? run.Holds : [],
            Notice = run?.Notice,
        };
        return CsvAnswer.IsWanted(context)
            ? CsvAnswer.Of(context, $"bulk-results-{urn}.csv", Header, results.Counts().ToAsyncEnumerable())
            : TypedResults.Ok(results);
    }

    private static async Task<PeopleWaiting> PeopleAsync(IRosterGrain roster, AccountKind kind)
    {
        var counts = await Task.WhenAll(Enum.GetValues<BulkSection>().Where(section => section is not BulkSection.Held).Select(async section =>
            KeyValuePair.Create(section, (await roster.QueryAsync(section.Query(kind) with { Take = 1 })).Total)));
        var of = counts.ToDictionary();
        return new PeopleWaiting
        {
            Unmatched = of[BulkSection.Unmatched],
            Unallocated = of[BulkSection.Unallocated],
            Missing = of[BulkSection.Missing],
            Excluded = of[BulkSection.Excluded],
            NonMis = of[BulkSection.NonMis],
            Elsewhere = of[BulkSection.Elsewhere],
        };
    }
}

public sealed record WholeSchoolBulkResults
{
    /// <summary>The upload that the last run read; null when it was pulled, or nothing was processed yet.</summary>
    public UploadRecord? LastUpload { get; init; }

    /// <summary>The last run that processed an export: when, counts by outcome and kind, reports, who asked.</summary>
    public RunStatus? LastRun { get; init; }

    /// <summary>Pupils who wait for somebody or something. The people themselves: bulk-results/people.</summary>
    public required PeopleWaiting Pupils { get; init; }
    public required PeopleWaiting Staff { get; init; }

    /// <summary>The rows themselves, with reasons: bulk-results/rejected.</summary>
    public required int RejectedRows { get; init; }

    /// <summary>What the gate holds until a named person approves it.</summary>
    public required ImmutableArray<GateHold> Held { get; init; }

    /// <summary>What of the last run was and was not applied, in words; null when the gate held nothing.</summary>
    public string? Notice { get; init; }

    /// <summary>Every count as a line: kind, what, how many.</summary>
    internal IEnumerable<string?[]> Counts() => [.. Of("pupil", LastRun?.Pupils, Pupils), .. Of("staff", LastRun?.Staff, Staff)];

    private static IEnumerable<string?[]> Of(string kind, RunCounts? run, PeopleWaiting people)
    {
        var counts = run ?? new RunCounts();
        (string What, int Count)[] lines =
        [
            ("rows", counts.Rows), ("created", counts.Created), ("linked", counts.Linked), ("moved", counts.Moved), ("updated", counts.Updated),
            ("unchanged", counts.Unchanged), ("restored", counts.Restored), ("review", counts.Review), ("rejected", counts.Rejected),
            ("excludedRows", counts.Excluded), ("elsewhereRows", counts.Elsewhere), ("heldRows", counts.HeldRows), ("missingRows", counts.Missing),
            ("unallocatedByRun", counts.Unallocated), ("heldUnallocations", counts.HeldUnallocations),
            ("unmatchedNow", people.Unmatched), ("unallocatedNow", people.Unallocated), ("missingNow", people.Missing), ("excludedNow", people.Excluded),
            ("nonMisNow", people.NonMis), ("elsewhereNow", people.Elsewhere),
        ];
        return lines.Select(line => new[] { kind, line.What, line.Count.ToString(CultureInfo.InvariantCulture) });
    }
}

/// <summary>How many people of one kind are in which section now.</summary>
public sealed record PeopleWaiting
{
    /// <summary>Somebody must match, create or exclude them.</summary>
    public required int Unmatched { get; init; }
    public required int Unallocated { get; init; }

    /// <summary>Not in the last whole export, within the grace.</summary>
    public required int Missing { get; init; }
    public required int Excluded { get; init; }

    /// <summary>Accounts that no export has had yet.</summary>
    public required int NonMis { get; init; }

    /// <summary>Their account is with another school now.</summary>
    public required int Elsewhere { get; init; }
}

using System.Collections.Immutable;

namespace Uso.ClientApi.BulkResults;

internal static class GetBulkResults
{
    /// <summary>How many runs are looked at for the newest that processed something: by-hand and dry runs lie between.</summary>
    private const int RunsToLookAt = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetBulkResults").WithSummary("Whole School Bulk Results: the last processed export, what came of it, and what waits for a person.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk, Role.LaOperator);

    private static async Task<Ok<WholeSchoolBulkResults>> HandleAsync(Urn urn, IGrainFactory grains)
    {
        var school = grains.School(urn);
        var roster = grains.Roster(urn);
        var uploads = school.GetUploadsAsync();
        var review = CountAsync(roster, RosterStatus.Review);
        var unallocated = CountAsync(roster, RosterStatus.Unallocated);
        var excluded = CountAsync(roster, RosterStatus.Excluded);
        var run = await LastRunAsync(grains, urn, await school.GetRunsAsync());

        return TypedResults.Ok(new WholeSchoolBulkResults
        {
            LastUpload = LastProcessed(await uploads, run),
            LastRun = run,
            OpenCases = await review,
            Unallocated = await unallocated,
            Exclusions = await excluded,
            RejectedRows = run?.Reports.Sum(report => report.Rejected) ?? 0,
            Held = run is { Phase: RunPhase.Held } ? run.Holds : [],
        });
    }

    /// <summary>The newest sync that read an export to its end. Dry and refused ones changed nothing.</summary>
    private static async Task<RunStatus?> LastRunAsync(IGrainFactory grains, Urn urn, ImmutableArray<RunReference> runs)
    {
        foreach (var reference in runs.Where(run => run.Kind == RunKind.Sync).Take(RunsToLookAt))
        {
            var status = await grains.SyncRun(new RunKey(urn, reference.RunId)).GetStatusAsync();
            if (status is { DryRun: false, Phase: RunPhase.Complete or RunPhase.Held or RunPhase.Discarded })
            {
                return status;
            }
        }

        return null;
    }

    private static UploadRecord? LastProcessed(ImmutableArray<UploadRecord> uploads, RunStatus? run) =>
        run?.UploadId is null ? null : uploads.FirstOrDefault(upload => upload.UploadId == run.UploadId);

    private static async Task<int> CountAsync(IRosterGrain roster, RosterStatus status) =>
        (await roster.QueryAsync(new RosterQuery { Status = status, Take = 1 })).Total;
}

public sealed record WholeSchoolBulkResults
{
    /// <summary>The upload that the last run read; null when it was pulled, or nothing was processed yet.</summary>
    public UploadRecord? LastUpload { get; init; }

    /// <summary>The last run that processed an export: counts per kind, reports, who asked.</summary>
    public RunStatus? LastRun { get; init; }

    /// <summary>People whom somebody must match, create or exclude.</summary>
    public required int OpenCases { get; init; }
    public required int Unallocated { get; init; }
    public required int Exclusions { get; init; }
    public required int RejectedRows { get; init; }

    /// <summary>What the gate holds until a named person approves it.</summary>
    public required ImmutableArray<GateHold> Held { get; init; }
}

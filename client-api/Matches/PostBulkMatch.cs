using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Matches;

internal static class PostBulkMatch
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/bulk", HandleAsync)
        .WithName("PostBulkMatch")
        .WithSummary("One decision about every open case that fits, as one run. With dryRun it only tells how many it would decide.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<BulkStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostBulkMatchBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid)
            || !MatchBodies.IsReason(body.Reason, out invalid)
            || !CaseFilters.IsValid(body.Filter, "filter.", out invalid))
        {
            return invalid;
        }

        if (body.Decision is MatchDecision.Match && body.Filter.Same.IsEmpty)
        {
            return Answer.Invalid("filter.same", "at least one field that is the same, when many are matched at once");
        }

        if (!body.DryRun && body.Expected is not >= 0)
        {
            return Answer.Invalid("expected", "how many a dry run said it would decide");
        }

        var start = new StartRun
        {
            OperationId = operationId,
            DryRun = body.DryRun,
            Bulk = new BulkDecision { Type = MatchBodies.TypeOf(body.Decision), Filter = body.Filter, Note = body.Reason, Expected = body.Expected },
        };
        var outcome = await RunAnswer.InTurnAsync(grains, urn, current.Caller, start);
        if (!outcome.TryGet(out var started, out var problem))
        {
            return Answer.Of(problem);
        }

        var status = await RunAnswer.RestedAsync(grains, urn, started);
        return status is { Phase: RunPhase.Refused, Problem: { } refusal }
            ? Answer.Of(refusal)
            : TypedResults.Accepted(
                $"/api/schools/{urn}/runs/{started.RunId}",
                new BulkStarted { RunId = started.RunId, Repeated = started.Repeated, Phase = status?.Phase, Outcome = status?.Bulk });
    }
}

public sealed record PostBulkMatchBody
{
    public string? OperationId { get; init; }

    /// <summary>Match takes each case's best candidate; cases that want the same account, or somebody's who is in the export, are skipped.</summary>
    public required MatchDecision Decision { get; init; }
    public required CaseFilter Filter { get; init; }

    /// <summary>Why, kept with every decision. No names of people.</summary>
    public string? Reason { get; init; }

    /// <summary>How many a dry run said it would decide. Another number by now is refused: <c>bulk-count-changed</c>.</summary>
    public int? Expected { get; init; }
    public bool DryRun { get; init; }
}

public sealed record BulkStarted
{
    public required string RunId { get; init; }
    public required bool Repeated { get; init; }
    public RunPhase? Phase { get; init; }

    /// <summary>How many it decides; null while a large one is still being planned.</summary>
    public BulkOutcome? Outcome { get; init; }
}

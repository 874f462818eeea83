namespace Uso.ClientApi.Runs;

internal static class GetPlan
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{runId}/plan", HandleAsync)
        .WithName("GetPlan").WithSummary("The run's plan, step by step, with the reason of each.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<ListPage<PlanStep>>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, int? offset, int? count, IGrainFactory grains)
    {
        if (!Paging.TryRead(offset, count, out var paging, out _))
        {
            return Answer.Invalid("offset, count", "offset 0 or more, count 1 to 500");
        }

        if (RunAnswer.Find(grains, urn, runId) is not { } run || await run.GetStatusAsync() is not { } status)
        {
            return RunAnswer.NotFound();
        }

        if (status.ForgottenAt is not null)
        {
            return RunAnswer.Gone();
        }

        var items = await run.GetPlanAsync(paging.Skip, paging.Take);
        return TypedResults.Ok(new ListPage<PlanStep> { Items = [.. items.Select(PlanStep.Of)], Total = status.Planned, Skip = paging.Skip });
    }
}

/// <summary>One step of a plan.</summary>
public sealed record PlanStep
{
    public required int Number { get; init; }
    public required PlanAction Action { get; init; }

    /// <summary>The person as they will be after the step.</summary>
    public required PersonView Person { get; init; }

    /// <summary>The person as they were; null when they were not known.</summary>
    public PersonView? Before { get; init; }

    /// <summary>Stable code of the rule that decided.</summary>
    public required string Reason { get; init; }
    public string? FromUrn { get; init; }
    public string? SourceFile { get; init; }
    public int? SourceRow { get; init; }

    /// <summary>The gate held this step.</summary>
    public required bool Held { get; init; }

    /// <summary>Merge, Split: what becomes of the two accounts, and what stays as it is.</summary>
    public MergerPlan? Merger { get; init; }

    internal static PlanStep Of(PlanItem item) => new()
    {
        Number = item.Number,
        Action = item.Action,
        Person = PersonView.Of(item.Entry),
        Before = item.Before is null ? null : PersonView.Of(item.Before),
        Reason = item.Reason,
        FromUrn = item.FromUrn,
        SourceFile = item.SourceFile,
        SourceRow = item.SourceRow,
        Held = item.Held,
        Merger = item.Merger,
    };
}

namespace Uso.ClientApi.Runs;

internal static class UndoRun
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{runId}/undo", HandleAsync)
        .WithName("UndoRun").WithSummary("Starts a run that reverts this one, also when it is an undo. With dryRun it only shows its plan: what it would do, and what changed since and is left.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, UndoBody? body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body?.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        return RunKey.IsRunId(runId)
            ? RunAnswer.Accepted(urn, await grains.School(urn).UndoRunAsync(current.Caller, runId, operationId, body?.DryRun ?? false))
            : RunAnswer.NotFound();
    }
}

public sealed record UndoBody
{
    /// <summary>The caller's id of this request; the same again starts nothing new. May stand in the header Idempotency-Key instead.</summary>
    public string? OperationId { get; init; }
    public bool DryRun { get; init; }
}

namespace Uso.ClientApi.Runs;

internal static class UndoRun
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{runId}/undo", HandleAsync)
        .WithName("UndoRun").WithSummary("Starts a run that reverts this one.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, OperationBody? body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body?.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        return RunKey.IsRunId(runId)
            ? RunAnswer.Accepted(urn, await grains.School(urn).UndoRunAsync(current.Caller, runId, operationId))
            : RunAnswer.NotFound();
    }
}

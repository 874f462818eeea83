namespace Uso.ClientApi.Runs;

internal static class PromoteRun
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{runId}/promote", HandleAsync)
        .WithName("PromoteRun").WithSummary("After a change of MIS: applies the newest dry run, exactly as it was shown.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, CurrentCaller current, IGrainFactory grains) =>
        RunKey.IsRunId(runId)
            ? RunAnswer.Accepted(urn, await grains.School(urn).PromoteRunAsync(current.Caller, runId))
            : RunAnswer.NotFound();
}

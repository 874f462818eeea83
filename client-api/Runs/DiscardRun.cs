namespace Uso.ClientApi.Runs;

internal static class DiscardRun
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{runId}/discard", HandleAsync)
        .WithName("DiscardRun").WithSummary("Drops the part that the gate held.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, CurrentCaller current, IGrainFactory grains) =>
        RunKey.IsRunId(runId)
            ? RunAnswer.Accepted(urn, await grains.School(urn).DiscardRunAsync(current.Caller, runId))
            : RunAnswer.NotFound();
}

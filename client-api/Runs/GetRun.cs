namespace Uso.ClientApi.Runs;

internal static class GetRun
{
    private const int MaxWaitSeconds = 25;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{runId}", HandleAsync)
        .WithName("GetRun").WithSummary("A run's state. With ?wait= seconds, at most 25, the answer comes once the run rests or the time is up.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher, Role.LaOperator);

    private static async Task<Results<Ok<RunStatus>, ProblemHttpResult>> HandleAsync(Urn urn, string runId, int? wait, IGrainFactory grains)
    {
        if (wait is < 0 or > MaxWaitSeconds)
        {
            return Answer.Invalid("wait", $"0 to {MaxWaitSeconds} seconds");
        }

        if (RunAnswer.Find(grains, urn, runId) is not { } run)
        {
            return RunAnswer.NotFound();
        }

        var status = wait is > 0 and var seconds ? await run.WaitAsync(TimeSpan.FromSeconds(seconds)) : await run.GetStatusAsync();
        return status is null ? RunAnswer.NotFound() : TypedResults.Ok(status);
    }
}

namespace Uso.ClientApi.Rollovers;

internal static class ApproveRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/approve", HandleAsync)
        .WithName("ApproveRollover").WithSummary("A named person has seen the preview, a dry run: what it shows is not held at the cut-over, and who it shows as leaving leaves then.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<RolloverDetails>, ProblemHttpResult>> HandleAsync(
        Urn urn, ApproveRolloverBody body, CurrentCaller current, IGrainFactory grains) =>
        RunKey.IsRunId(body.RunId)
            ? Answer.Ok(await grains.School(urn).ApproveRolloverAsync(current.Caller, body.RunId))
            : Answer.Invalid("runId", "the id of a dry run");
}

public sealed record ApproveRolloverBody
{
    public required string RunId { get; init; }
}

using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class PostExclusion
{
    private const int MaxMisId = 256;
    private const int MaxReason = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/exclusions", HandleAsync)
        .WithName("PostExclusion").WithSummary("Puts a person of the MIS on the exclusion list: never an account. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostExclusionBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (body.MisId.Length is 0 or > MaxMisId)
        {
            return Answer.Invalid("misId", $"1 to {MaxMisId} characters");
        }

        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason)
        {
            return Answer.Invalid("reason", $"1 to {MaxReason} characters");
        }

        var action = new HandAction { Type = HandActionType.Exclude, Kind = body.Kind, MisId = body.MisId, Reason = body.Reason };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}

public sealed record PostExclusionBody
{
    public string? OperationId { get; init; }
    public required AccountKind Kind { get; init; }
    public required string MisId { get; init; }

    /// <summary>Why. No names of people.</summary>
    public required string Reason { get; init; }
}

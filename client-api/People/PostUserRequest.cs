using Uso.ClientApi.Runs;

namespace Uso.ClientApi.People;

internal static class PostUserRequest
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/user-requests", HandleAsync)
        .WithName("PostUserRequest").WithSummary("Asks for a single account before an export has the person; a later export links to it. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PostUserRequestBody body, HttpContext context, CurrentCaller current, IGrainFactory grains, TimeProvider clock)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (RequestedIdentity.Wrong(body.Kind, body.Identity, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)) is var (field, rule))
        {
            return Answer.Invalid(field, rule);
        }

        var action = new HandAction { Type = HandActionType.Request, Kind = body.Kind, Identity = RequestedIdentity.Trimmed(body.Identity), StartDate = body.StartDate };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}

public sealed record PostUserRequestBody
{
    public string? OperationId { get; init; }
    public required AccountKind Kind { get; init; }
    public required PersonIdentity Identity { get; init; }

    /// <summary>A future starter: the account is marked future until that day.</summary>
    public DateOnly? StartDate { get; init; }
}

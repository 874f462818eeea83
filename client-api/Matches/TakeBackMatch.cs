using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Matches;

internal static class TakeBackMatch
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{id}/take-back", HandleAsync)
        .WithName("TakeBackMatch")
        .WithSummary("Takes a decision back, however long it stood: the account goes back to who had it, and the case is open again or decided anew. A run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, TakeBackBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid)
            || !MatchBodies.IsValid(body.Then, body.Username, body.Reason, out invalid))
        {
            return invalid;
        }

        if (body.Then is MatchDecision.Leave)
        {
            return Answer.Invalid("then", "match, create, exclude, or nothing to open the case again");
        }

        if (await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId) is null && !await RunAnswer.IsRepeatAsync(grains, urn, operationId))
        {
            return Answer.NotFound("The school has no such case.");
        }

        var action = new HandAction
        {
            Type = HandActionType.TakeBack,
            Kind = id.Kind,
            MisId = id.MisId,
            Username = body.Username,
            Reason = body.Reason,
            SeenVersion = body.CaseVersion,
            Then = body.Then is { } then ? MatchBodies.TypeOf(then) : null,
        };
        return await RunAnswer.DecidedAsync(grains, urn, current.Caller, new StartRun { OperationId = operationId, Actions = [action] });
    }
}

public sealed record TakeBackBody
{
    public string? OperationId { get; init; }

    /// <summary>The <c>caseVersion</c> as it was shown.</summary>
    public required string CaseVersion { get; init; }

    /// <summary>What is decided instead: match, create or exclude. Nothing opens the case again.</summary>
    public MatchDecision? Then { get; init; }

    /// <summary>Then match: the account that the person is.</summary>
    public string? Username { get; init; }

    /// <summary>Why, kept with the decision. No names of people.</summary>
    public string? Reason { get; init; }
}

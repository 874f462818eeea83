using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Matches;

internal static class PostMatch
{
    private const int MaxReason = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{id}", HandleAsync)
        .WithName("PostMatch").WithSummary("Decides a case: match an account, create one, or exclude the person. Starts a run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, PostMatchBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if ((body.Decision == MatchDecision.Match) != (body.Username is not null) || (body.Username is not null && !Username.TryParse(body.Username, out _)))
        {
            return Answer.Invalid("username", "an account's username when the decision is match, nothing otherwise");
        }

        if (body.Reason?.Length > MaxReason)
        {
            return Answer.Invalid("reason", $"at most {MaxReason} characters");
        }

        if (!await RunAnswer.IsRepeatAsync(grains, urn, operationId))
        {
            var entry = await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId);
            if (entry is null)
            {
                return Answer.NotFound("The school has no such case.");
            }

            if (entry.Status != RosterStatus.Review)
            {
                return Answer.Of(ProblemCodes.CaseDecided, "The case was decided before.");
            }
        }

        var action = new HandAction
        {
            Type = body.Decision switch
            {
                MatchDecision.Match => HandActionType.Match,
                MatchDecision.Create => HandActionType.Create,
                _ => HandActionType.Exclude,
            },
            Kind = id.Kind,
            MisId = id.MisId,
            Username = body.Username,
            Reason = body.Reason,
        };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}

public sealed record PostMatchBody
{
    public string? OperationId { get; init; }
    public required MatchDecision Decision { get; init; }

    /// <summary>Match: the account that the person is.</summary>
    public string? Username { get; init; }

    /// <summary>Why, for the account's history. No names of people.</summary>
    public string? Reason { get; init; }
}

public enum MatchDecision
{
    Match,
    Create,
    Exclude,
}

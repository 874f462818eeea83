using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Matches;

internal static class PostMatch
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/{id}", HandleAsync)
        .WithName("PostMatch").WithSummary("Decides a case: match an account, create one, exclude the person, or leave it open with a note. A run by hand.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        Urn urn, PersonId id, PostMatchBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid)
            || !MatchBodies.IsValid(body.Decision, body.Username, body.Reason, out invalid))
        {
            return invalid;
        }

        if (await grains.Roster(urn).GetEntryAsync(id.Kind, id.MisId) is null && !await RunAnswer.IsRepeatAsync(grains, urn, operationId))
        {
            return Answer.NotFound("The school has no such case.");
        }

        var action = new HandAction
        {
            Type = MatchBodies.TypeOf(body.Decision),
            Kind = id.Kind,
            MisId = id.MisId,
            Username = body.Username,
            Reason = body.Reason,
            SeenVersion = body.CaseVersion,
        };
        return await RunAnswer.DecidedAsync(grains, urn, current.Caller, new StartRun { OperationId = operationId, Actions = [action] });
    }
}

public sealed record PostMatchBody
{
    public string? OperationId { get; init; }

    /// <summary>The case's <c>caseVersion</c> as it was shown. When the case is another by now, nothing is decided: <c>case-changed</c> or <c>case-decided</c>.</summary>
    public required string CaseVersion { get; init; }
    public required MatchDecision Decision { get; init; }

    /// <summary>Match: the account that the person is; one of the candidates, or any account of a local school.</summary>
    public string? Username { get; init; }

    /// <summary>Why, kept with the decision. No names of people.</summary>
    public string? Reason { get; init; }
}

public enum MatchDecision
{
    Match,
    Create,
    Exclude,

    /// <summary>Keep the case open; it goes to the end of the queue until something about it changes.</summary>
    Leave,
}

/// <summary>What the bodies of decisions have in common.</summary>
internal static class MatchBodies
{
    private const int MaxReason = 500;

    public static HandActionType TypeOf(MatchDecision decision) => decision switch
    {
        MatchDecision.Match => HandActionType.Match,
        MatchDecision.Create => HandActionType.Create,
        MatchDecision.Exclude => HandActionType.Exclude,
        _ => HandActionType.Leave,
    };

    public static bool IsValid(MatchDecision? decision, string? username, string? reason, out ProblemHttpResult invalid)
    {
        invalid = (decision == MatchDecision.Match) != (username is not null) || (username is not null && !Username.TryParse(username, out _))
            ? Answer.Invalid("username", "an account's username when the decision is match, nothing otherwise")
            : IsReason(reason, out invalid) ? null! : invalid;
        return invalid is null;
    }

    public static bool IsReason(string? reason, out ProblemHttpResult invalid)
    {
        invalid = reason?.Length > MaxReason ? Answer.Invalid("reason", $"at most {MaxReason} characters") : null!;
        return invalid is null;
    }
}

using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Duplicates;

internal static class PostMerge
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/merges", HandleAsync)
        .WithName("PostMerge").WithSummary("Makes two accounts one: the kept one takes the place of the retired one, whose name leads to it. Starts a run by hand, which can be undone.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        LaCode la, PostMergeBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (!Username.TryParse(body.Keep, out var keep) || !Username.TryParse(body.Retire, out var retire) || keep == retire)
        {
            return Answer.Invalid("keep, retire", "usernames of two accounts");
        }

        if (await MergerSchool.FindAsync(grains, la, retire, operationId) is not { } urn
            || await grains.User(keep).GetAsync() is not { } kept)
        {
            return Answer.Of(ProblemCodes.AccountNotCandidate, "No school of this local authority has, or had, such an account.");
        }

        var action = new HandAction { Type = HandActionType.Merge, Kind = kept.Kind, Username = keep.Value, Retired = retire.Value, Reason = body.Note };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}

public sealed record PostMergeBody
{
    public string? OperationId { get; init; }

    /// <summary>The account that stays.</summary>
    public required string Keep { get; init; }

    /// <summary>The account whose place it takes.</summary>
    public required string Retire { get; init; }

    /// <summary>Why. No names of people.</summary>
    public string? Note { get; init; }
}

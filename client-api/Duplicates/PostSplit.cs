using Uso.ClientApi.Runs;

namespace Uso.ClientApi.Duplicates;

internal static class PostSplit
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/splits", HandleAsync)
        .WithName("PostSplit").WithSummary("Takes a merger back: both accounts are as they were. What schools changed since stays and is listed in the run's plan.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Accepted<RunStarted>, ProblemHttpResult>> HandleAsync(
        LaCode la, PostSplitBody body, HttpContext context, CurrentCaller current, IGrainFactory grains)
    {
        if (!OperationIds.TryRead(context, body.OperationId, out var operationId, out var invalid))
        {
            return invalid;
        }

        if (!Username.TryParse(body.Retired, out var retired))
        {
            return Answer.Invalid("retired", "the username of a merged account");
        }

        if (await MergerSchool.FindAsync(grains, la, retired, operationId) is not { } urn
            || await grains.User(retired).GetAsync() is not { } user)
        {
            return Answer.Of(ProblemCodes.AccountNotCandidate, "No school of this local authority has, or had, such an account.");
        }

        var action = new HandAction { Type = HandActionType.Split, Kind = user.Kind, Retired = retired.Value, Reason = body.Note };
        return RunAnswer.Accepted(urn, await RunAnswer.ByHandAsync(grains, urn, current.Caller, operationId, action));
    }
}

public sealed record PostSplitBody
{
    public string? OperationId { get; init; }

    /// <summary>The account that another one took the place of.</summary>
    public required string Retired { get; init; }

    /// <summary>Why. No names of people.</summary>
    public string? Note { get; init; }
}

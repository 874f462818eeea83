using System.Collections.Immutable;

namespace Uso.ClientApi.Users;

internal static class GetUserHistory
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/history", HandleAsync)
        .WithName("GetUserHistory").WithSummary("Why the account is as it is: each value with the change that made it so, and every change with run, rule, person, old and new value.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Ok<UserHistory>, ProblemHttpResult>> HandleAsync(
        Username username, CurrentCaller current, IGrainFactory grains)
    {
        var (_, refusal) = await UserAccess.FindAsync(grains, username, current.Caller);
        if (refusal is not null)
        {
            return refusal;
        }

        var events = await grains.User(username).GetHistoryAsync();
        return TypedResults.Ok(new UserHistory
        {
            Username = username.Value,
            Why = [.. HistoryWords.Why(events)],
            Events = [.. events.Select(happened => new UserHistoryEvent { Words = HistoryWords.Of(happened), Event = happened })],
        });
    }
}

public sealed record UserHistory
{
    public required string Username { get; init; }

    /// <summary>What holds now, and which change made it so.</summary>
    public required ImmutableArray<UserWhy> Why { get; init; }

    /// <summary>Newest first, at most 100.</summary>
    public required ImmutableArray<UserHistoryEvent> Events { get; init; }
}

public sealed record UserWhy
{
    /// <summary>A field of the identity, <c>status</c>, <c>schools</c>, or <c>override:</c> and a field.</summary>
    public required string Field { get; init; }
    public required string Value { get; init; }
    public required DateTimeOffset Since { get; init; }
    public required string Words { get; init; }
    public required string RunId { get; init; }
    public required string Urn { get; init; }
}

public sealed record UserHistoryEvent
{
    public required string Words { get; init; }
    public required UserEvent Event { get; init; }
}

namespace Uso.ClientApi.Duplicates;

internal static class PutDuplicate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/duplicates/{first}/{second}", HandleAsync)
        .WithName("PutDuplicate").WithSummary("Says that two accounts are two people's, or takes that back. Kept until then.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        LaCode la, Username first, Username second, PutDuplicateBody body, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.Duplicates(la).DecideAsync(
            current.Caller, new DecideDuplicate { First = first.Value, Second = second.Value, AreTwo = body.AreTwo, Note = body.Note });
        return outcome.TryGet(out _, out var problem) ? TypedResults.NoContent() : Answer.Of(problem);
    }
}

public sealed record PutDuplicateBody
{
    /// <summary>False takes it back.</summary>
    public required bool AreTwo { get; init; }

    /// <summary>Why. No names of people.</summary>
    public string? Note { get; init; }
}

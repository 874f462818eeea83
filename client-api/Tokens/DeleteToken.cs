namespace Uso.ClientApi.Tokens;

internal static class DeleteToken
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/{id}", HandleAsync)
        .WithName("DeleteToken").WithSummary("Revokes a token. Works at once; doing it again changes nothing.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(TokenId id, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.AccessToken(id).RevokeAsync(current.Caller);
        return outcome.TryGet(out _, out var problem) ? TypedResults.NoContent() : Answer.Of(problem);
    }
}

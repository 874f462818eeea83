using System.Collections.Immutable;

namespace Uso.ClientApi.Neighbours;

internal static class PutNeighbours
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutNeighbours").WithSummary("Sets the LAs whose schools count as local when this LA's schools match their people. Says nothing of the other way round.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<LocalAuthorityDetails>, ProblemHttpResult>> HandleAsync(
        LaCode la, PutNeighboursBody body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.LocalAuthority(la).SetNeighboursAsync(current.Caller, body.LocalAuthorities));
}

public sealed record PutNeighboursBody
{
    public required ImmutableArray<string> LocalAuthorities { get; init; }
}

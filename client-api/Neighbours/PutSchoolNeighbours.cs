using System.Collections.Immutable;

namespace Uso.ClientApi.Neighbours;

internal static class PutSchoolNeighbours
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutSchoolNeighbours").WithSummary("Sets schools of other LAs that count as local when this school matches its people.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<ImmutableArray<LocalSchools>>, ProblemHttpResult>> HandleAsync(
        Urn urn, PutSchoolNeighboursBody body, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.LocalAuthority(await LaOf.SchoolAsync(grains, urn)).SetSchoolNeighboursAsync(current.Caller, urn.Value, body.Schools);
        return Answer.Ok(outcome);
    }
}

public sealed record PutSchoolNeighboursBody
{
    public required ImmutableArray<string> Schools { get; init; }
}

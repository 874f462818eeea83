using System.Collections.Immutable;

namespace Uso.ClientApi.Neighbours;

internal static class GetSchoolNeighbours
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetSchoolNeighbours").WithSummary("What counts as local to the school besides its own LA: whole LAs (no schools named), or schools of them.")
        .Allow(Role.ServiceDesk, Role.LaOperator, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Ok<ImmutableArray<LocalSchools>>> HandleAsync(Urn urn, IGrainFactory grains) =>
        TypedResults.Ok(await grains.LocalAuthority(await LaOf.SchoolAsync(grains, urn)).GetNeighboursAsync(urn.Value));
}

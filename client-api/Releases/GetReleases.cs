using System.Collections.Immutable;

namespace Uso.ClientApi.Releases;

internal static class GetReleases
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetReleases").WithSummary("To whom the head releases the school's data, since when, and by whose decision.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk, Role.LaOperator);

    private static async Task<Ok<ImmutableArray<DataRelease>>> HandleAsync(Urn urn, IGrainFactory grains) =>
        TypedResults.Ok(await grains.School(urn).GetReleasesAsync());
}

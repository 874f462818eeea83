namespace Uso.ClientApi.Releases;

internal static class ReleasesEndpoints
{
    public static void MapReleasesEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/releases").WithTags("Releases");
        GetReleases.Map(group);
        PutRelease.Map(group);
    }
}

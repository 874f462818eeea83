namespace Uso.ClientApi.Snapshots;

internal static class SnapshotsEndpoints
{
    public static void MapSnapshotsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/local-authorities/{la}/snapshots/{consumer}").WithTags("Snapshots");
        PostSnapshot.Map(group);
        GetSnapshots.Map(group);
        GetLatestSnapshot.Map(group);
    }
}

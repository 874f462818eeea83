namespace Uso.ClientApi.Duplicates;

internal static class DuplicatesEndpoints
{
    public static void MapDuplicatesEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/local-authorities/{la}").WithTags("Duplicates");
        GetDuplicates.Map(group);
        PutDuplicate.Map(group);
        PostMerge.Map(group);
        PostSplit.Map(group);
    }
}

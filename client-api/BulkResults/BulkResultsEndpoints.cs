namespace Uso.ClientApi.BulkResults;

internal static class BulkResultsEndpoints
{
    public static void MapBulkResultsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/bulk-results").WithTags("Bulk results");
        GetBulkResults.Map(group);
        GetBulkPeople.Map(group);
        GetBulkRejected.Map(group);
    }
}

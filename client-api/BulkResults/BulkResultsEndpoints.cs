namespace Uso.ClientApi.BulkResults;

internal static class BulkResultsEndpoints
{
    public static void MapBulkResultsEndpoints(this IEndpointRouteBuilder routes) =>
        GetBulkResults.Map(routes.MapGroup("/api/schools/{urn}/bulk-results").WithTags("Bulk results"));
}

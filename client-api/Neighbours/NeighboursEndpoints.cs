namespace Uso.ClientApi.Neighbours;

internal static class NeighboursEndpoints
{
    public static void MapNeighboursEndpoints(this IEndpointRouteBuilder routes)
    {
        PutNeighbours.Map(routes.MapGroup("/api/local-authorities/{la}/neighbours").WithTags("Local authorities"));
        var school = routes.MapGroup("/api/schools/{urn}/neighbours").WithTags("Schools");
        GetSchoolNeighbours.Map(school);
        PutSchoolNeighbours.Map(school);
    }
}

namespace Uso.ClientApi.Gates;

internal static class GatesEndpoints
{
    public static void MapGatesEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/gates").WithTags("Gates");
        GetGates.Map(group);
        PutGates.Map(group);
    }
}

namespace Uso.ClientApi.Health;

internal static class HealthEndpoints
{
    public static void MapHealthEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Operation");
        GetLive.Map(group);
        GetReady.Map(group);
    }
}

namespace Uso.ClientApi.Night;

internal static class NightEndpoints
{
    public static void MapNightEndpoints(this IEndpointRouteBuilder routes)
    {
        GetNightOfLa.Map(routes.MapGroup("/api/local-authorities/{la}/night").WithTags("Night"));
        GetNight.Map(routes.MapGroup("/api/night").WithTags("Night"));
    }
}

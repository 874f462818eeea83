namespace Uso.ClientApi.Ctf;

internal static class CtfEndpoints
{
    public static void MapCtfEndpoints(this IEndpointRouteBuilder routes) => PostCtf.Map(routes.MapGroup("/api/schools/{urn}").WithTags("People"));
}

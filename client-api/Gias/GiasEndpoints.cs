using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.Gias;

internal static class GiasEndpoints
{
    public static void MapGiasEndpoints(this IEndpointRouteBuilder routes, ClientApiOptions options) => PostGias.Map(routes.MapGroup("/api/gias").WithTags("Schools"), options);
}

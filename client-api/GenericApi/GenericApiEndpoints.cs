using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.GenericApi;

internal static class GenericApiEndpoints
{
    public static void MapGenericApiEndpoints(this IEndpointRouteBuilder routes, ClientApiOptions options)
    {
        var group = routes.MapGroup("/api/schools/{urn}").WithTags("GenericApi");
        PostGenericExport.Map(group, options);
        PostSupplierCredentials.Map(group);
    }
}

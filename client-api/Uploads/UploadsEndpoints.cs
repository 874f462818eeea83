using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.Uploads;

internal static class UploadsEndpoints
{
    public static void MapUploadsEndpoints(this IEndpointRouteBuilder routes, ClientApiOptions options)
    {
        var group = routes.MapGroup("/api/schools/{urn}/uploads").WithTags("Uploads");
        PostUpload.Map(group, options);
        GetUploads.Map(group);
        GetUpload.Map(group);
    }
}

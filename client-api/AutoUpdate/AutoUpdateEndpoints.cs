namespace Uso.ClientApi.AutoUpdate;

internal static class AutoUpdateEndpoints
{
    public static void MapAutoUpdateEndpoints(this IEndpointRouteBuilder routes)
    {
        GetMisApproved.Map(routes);
        PostMisEvent.Map(routes);
        var group = routes.MapGroup("/api/schools/{urn}").WithTags("AutoUpdate");
        GetAutoUpdate.Map(group);
        PutMisOptions.Map(group);
        PutSetUpStep.Map(group);
        PostCheck.Map(group);
        PostMisPreview.Map(group);
        PostApproval.Map(group);
    }
}

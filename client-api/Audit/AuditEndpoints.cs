namespace Uso.ClientApi.Audit;

internal static class AuditEndpoints
{
    public static void MapAuditEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api").WithTags("Audit");
        GetSchoolAudit.Map(group);
        GetLaAudit.Map(group);
        GetServiceAudit.Map(group);
    }
}

namespace Uso.ClientApi.Audit;

internal static class GetServiceAudit
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/audit", Handle)
        .WithName("GetServiceAudit").WithSummary("What people did that belongs to no school and no LA, oldest first, from day to day; NDJSON, or CSV with Accept: text/csv.")
        .Allow(Role.ServiceDesk);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Handle(
        DateOnly? from, DateOnly? to, HttpContext context, IGrainFactory grains, TimeProvider clock) =>
        AuditExport.Answer(context, grains, clock, from, to, "uso", AuditKey.OfService);
}

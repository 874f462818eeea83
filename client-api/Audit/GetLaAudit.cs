namespace Uso.ClientApi.Audit;

internal static class GetLaAudit
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/local-authorities/{la}/audit", Handle)
        .WithName("GetLaAudit").WithSummary("What people did to the LA itself, oldest first, from day to day; NDJSON, or CSV with Accept: text/csv.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Handle(
        LaCode la, DateOnly? from, DateOnly? to, HttpContext context, IGrainFactory grains, TimeProvider clock) =>
        AuditExport.Answer(context, grains, clock, from, to, $"la-{la}", day => AuditKey.Of(la, day));
}

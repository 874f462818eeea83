namespace Uso.ClientApi.Audit;

internal static class GetSchoolAudit
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/schools/{urn}/audit", Handle)
        .WithName("GetSchoolAudit").WithSummary("What people did to the school, oldest first, from day to day; NDJSON, or CSV with Accept: text/csv.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static Results<PushStreamHttpResult, ProblemHttpResult> Handle(
        Urn urn, DateOnly? from, DateOnly? to, HttpContext context, IGrainFactory grains, TimeProvider clock) =>
        AuditExport.Answer(context, grains, clock, from, to, $"school-{urn}", day => AuditKey.Of(urn, day));
}

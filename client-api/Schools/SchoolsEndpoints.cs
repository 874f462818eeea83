namespace Uso.ClientApi.Schools;

internal static class SchoolsEndpoints
{
    public static void MapSchoolsEndpoints(this IEndpointRouteBuilder routes)
    {
        GetMisCatalog.Map(routes);
        var group = routes.MapGroup("/api/schools/{urn}").WithTags("Schools");
        GetSchool.Map(group);
        PutSchoolEndpoint.Map(group);
        GetMis.Map(group);
        PutMis.Map(group);
        GetReports.Map(group);
        PutReports.Map(group);
        PutSchedule.Map(group);
        GetAccountPolicy.Map(group);
        PutAccountPolicy.Map(group);
        PostLicenceKey.Map(group);
    }
}

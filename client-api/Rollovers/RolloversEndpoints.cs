namespace Uso.ClientApi.Rollovers;

internal static class RolloversEndpoints
{
    public static void MapRolloversEndpoints(this IEndpointRouteBuilder routes)
    {
        var school = routes.MapGroup("/api/schools/{urn}/rollover").WithTags("Rollovers");
        GetRollover.Map(school);
        PutSchoolRollover.Map(school);
        DeleteSchoolRollover.Map(school);
        ApproveRollover.Map(school);
        var la = routes.MapGroup("/api/local-authorities/{la}/rollover").WithTags("Rollovers");
        PutLaRollover.Map(la);
        DeleteLaRollover.Map(la);
    }
}

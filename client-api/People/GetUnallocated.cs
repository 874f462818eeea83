namespace Uso.ClientApi.People;

internal static class GetUnallocated
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/unallocated", HandleAsync)
        .WithName("GetUnallocated").WithSummary("People who left the MIS and can be restored.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<AccountKind>? kind, int? skip, int? take, IGrainFactory grains) =>
        RosterPages.QueryAsync(grains, urn, skip, take, new RosterQuery { Kind = kind?.Value, Status = RosterStatus.Unallocated });
}

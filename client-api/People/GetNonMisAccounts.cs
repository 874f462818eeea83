namespace Uso.ClientApi.People;

internal static class GetNonMisAccounts
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/non-mis-accounts", HandleAsync)
        .WithName("GetNonMisAccounts").WithSummary("Accounts that the MIS does not have: asked for by hand, or not found again after a change of MIS.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<AccountKind>? kind, int? skip, int? take, IGrainFactory grains) =>
        RosterPages.QueryAsync(grains, urn, skip, take, new RosterQuery { Kind = kind?.Value, NonMis = true });
}

namespace Uso.ClientApi.Matches;

internal static class GetMatches
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetMatches").WithSummary("Open cases: people who resemble an account, with the candidates and the evidence for each.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<AccountKind>? kind, int? skip, int? take, IGrainFactory grains) =>
        RosterPages.QueryAsync(grains, urn, skip, take, new RosterQuery { Kind = kind?.Value, Status = RosterStatus.Review });
}

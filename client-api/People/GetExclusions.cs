namespace Uso.ClientApi.People;

internal static class GetExclusions
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/exclusions", HandleAsync)
        .WithName("GetExclusions").WithSummary("People of the MIS who never get an account, with who said so and why; those too who have one and wait for a decision about it.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<AccountKind>? kind, int? skip, int? take, IGrainFactory grains) =>
        RosterPages.QueryAsync(grains, urn, skip, take, new RosterQuery { Kind = kind?.Value, Excluded = true });
}

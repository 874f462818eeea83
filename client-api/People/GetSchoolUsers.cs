namespace Uso.ClientApi.People;

internal static class GetSchoolUsers
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/users", HandleAsync)
        .WithName("GetSchoolUsers")
        .WithSummary("The school's accounts. ?q= searches names, username, UPN and groups; ?changed=true puts the newest creation or move first.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, string? q, Named<AccountKind>? kind, bool? changed, int? skip, int? take, IGrainFactory grains) =>
        RosterPages.QueryAsync(grains, urn, skip, take, new RosterQuery
        {
            Kind = kind?.Value,
            Status = RosterStatus.Allocated,
            Text = string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            NewestFirst = changed ?? false,
        });
}

namespace Uso.ClientApi.People;

internal static class GetSchoolUsers
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/users", HandleAsync)
        .WithName("GetSchoolUsers")
        .WithSummary("The school's accounts. ?q= searches names, username, UPN, year, registration group and classes; ?changed=true puts the newest creation or move first.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> HandleAsync(
        Urn urn, string? q, Named<AccountKind>? kind, Named<RosterStatus>? status, bool? changed, int? skip, int? take, IGrainFactory grains) =>
        await RosterPages.QueryAsync(grains, urn, skip, take, await ClassSearch.WithClassesAsync(grains, urn, new RosterQuery
        {
            Kind = kind?.Value,
            Status = status?.Value ?? RosterStatus.Allocated,
            Text = string.IsNullOrWhiteSpace(q) ? null : q.Trim(),
            NewestFirst = changed ?? false,
        }));
}

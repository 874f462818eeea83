namespace Uso.ClientApi.Groups;

internal static class GetGroups
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetGroups")
        .WithSummary("The school's classes and groups: the newest academic year's, or ?year= in which it starts. ?q= name or subject, ?username= a member's, ?ended=true with those that ended.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<GroupsView>, ProblemHttpResult>> HandleAsync(
        Urn urn, int? year, Named<SchoolGroupKind>? kind, string? q, string? username, bool? ended, int? skip, int? take, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (q?.Length > RosterPages.MaxText)
        {
            return Answer.Invalid("q", $"at most {RosterPages.MaxText} characters");
        }

        var groups = grains.Groups(urn);
        var header = await groups.GetHeaderAsync();
        var shown = year ?? header.Years.LastOrDefault()?.Year;
        var found = shown is null
            ? new GroupsMatches { Groups = [], Total = 0 }
            : await groups.QueryAsync(new GroupsQuery
            {
                Year = shown.Value,
                Kind = kind?.Value,
                Text = q,
                Username = username,
                Ended = ended ?? false,
                Skip = paging.Skip,
                Take = paging.Take,
            });
        return TypedResults.Ok(new GroupsView
        {
            Items = [.. found.Groups.Select(GroupView.Of)],
            Total = found.Total,
            Skip = paging.Skip,
            Year = shown,
            Years = [.. header.Years.Select(one => one.Year)],
        });
    }
}

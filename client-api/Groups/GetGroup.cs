namespace Uso.ClientApi.Groups;

internal static class GetGroup
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{id}", HandleAsync)
        .WithName("GetGroup").WithSummary("A group with its teachers and pupils, those who left too. ?year= another academic year than the newest.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<GroupDetailView>, ProblemHttpResult>> HandleAsync(Urn urn, GroupId id, int? year, IGrainFactory grains)
    {
        var groups = grains.Groups(urn);
        var shown = year ?? (await groups.GetHeaderAsync()).Years.LastOrDefault()?.Year;
        var found = shown is null ? null : await groups.GetGroupAsync(shown.Value, id.MisId);
        return found is null
            ? Answer.NotFound("The school has no such group in that year.")
            : TypedResults.Ok(new GroupDetailView { Group = GroupView.Of(found), Year = shown!.Value, Members = found.Members });
    }
}

namespace Uso.ClientApi.Rollovers;

internal static class PutSchoolRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutRollover").WithSummary("Plans the new year: from pauseFrom nobody is removed or moved and classes stay; at cutOverAt the newest export is taken over. A dry run in between previews it.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<RolloverDetails>, ProblemHttpResult>> HandleAsync(
        Urn urn, PutRollover body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).SetRolloverAsync(current.Caller, body));
}

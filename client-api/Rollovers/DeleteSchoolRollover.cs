namespace Uso.ClientApi.Rollovers;

internal static class DeleteSchoolRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("", HandleAsync)
        .WithName("DeleteRollover").WithSummary("Takes the school's own plan back; its LA's, if there is one, holds again.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<RolloverDetails>, ProblemHttpResult>> HandleAsync(Urn urn, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).SetRolloverAsync(current.Caller, null));
}

namespace Uso.ClientApi.AutoUpdate;

internal static class GetAutoUpdate
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/autoupdate", HandleAsync)
        .WithName("GetAutoUpdate").WithSummary("The settings screen in one read: set-up step by step, reports, fields, schedule, force run, last error and what to do, history.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Ok<AutoUpdateSettings>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        Answer.OkOrNotFound(await grains.School(urn).GetAutoUpdateAsync(), "The school has not been set up.");
}

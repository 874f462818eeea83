namespace Uso.ClientApi.Runs;

internal static class GetRuns
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetRuns").WithSummary("The school's runs, newest first.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<ListPage<RunReference>>, ProblemHttpResult>> HandleAsync(
        Urn urn, int? skip, int? take, IGrainFactory grains) =>
        Paging.TryRead(skip, take, out var paging, out var invalid)
            ? TypedResults.Ok(paging.Of(await grains.School(urn).GetRunsAsync()))
            : invalid;
}

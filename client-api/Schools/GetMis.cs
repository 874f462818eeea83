namespace Uso.ClientApi.Schools;

internal static class GetMis
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/mis", HandleAsync)
        .WithName("GetMis").WithSummary("The school's MIS, its settings without secrets, and its schedule.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Ok<MisConfiguration>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        Answer.OkOrNotFound(await grains.School(urn).GetMisAsync(), "The school has not chosen its MIS.");
}

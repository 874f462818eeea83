namespace Uso.ClientApi.Gates;

internal static class GetGates
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetGates").WithSummary("How much a run may change before a person must approve it, the defaults, the most that can be set, and who changed what when and why.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<GateSettings>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        Answer.OkOrNotFound(await grains.School(urn).GetGatesAsync(), "The school has not been set up.");
}

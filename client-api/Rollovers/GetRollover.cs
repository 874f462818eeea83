namespace Uso.ClientApi.Rollovers;

internal static class GetRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetRollover").WithSummary("Where the school is in its way into the next academic year: the plan in force, its own or its LA's, and who approved which preview.")
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher, Role.LaOperator);

    private static async Task<Ok<RolloverDetails>> HandleAsync(Urn urn, IGrainFactory grains) =>
        TypedResults.Ok(await grains.School(urn).GetRolloverAsync());
}

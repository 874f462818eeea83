namespace Uso.ClientApi.Schools;

internal static class GetSchool
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetSchool").WithSummary("A school's details.")
        .Allow(Role.ServiceDesk, Role.LaOperator, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<SchoolDetails>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        await grains.School(urn).GetAsync() is { } school
            ? TypedResults.Ok(school)
            : Answer.Of(ProblemCodes.SchoolNotFound, "The school has not been set up.");
}

namespace Uso.ClientApi.People;

internal static class PostNonMisReviewed
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/non-mis-accounts/reviewed", HandleAsync)
        .WithName("PostNonMisReviewed").WithSummary("Says that the accounts without MIS were looked through after the change of MIS. Doing it again changes nothing.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(Urn urn, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.School(urn).NonMisReviewedAsync(current.Caller);
        return outcome.TryGet(out _, out var problem) ? TypedResults.NoContent() : Answer.Of(problem);
    }
}

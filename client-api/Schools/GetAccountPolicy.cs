namespace Uso.ClientApi.Schools;

internal static class GetAccountPolicy
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/account-policy", HandleAsync)
        .WithName("GetAccountPolicy").WithSummary("Grace, retention and lead of future starters in force at the school, and who set them.")
        .Allow(Role.ServiceDesk, Role.LaOperator, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<AccountPolicySettings>, ProblemHttpResult>> HandleAsync(Urn urn, IGrainFactory grains) =>
        Answer.OkOrNotFound(await grains.School(urn).GetPolicyAsync(), "The school has not been set up.");
}

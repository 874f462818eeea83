namespace Uso.ClientApi.Users;

internal static class GetUser
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetUser").WithSummary("An account and its memberships.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Ok<UserDetails>, ProblemHttpResult>> HandleAsync(Username username, CurrentCaller current, IGrainFactory grains)
    {
        var (user, refusal) = await UserAccess.FindAsync(grains, username, current.Caller);
        return refusal is null ? TypedResults.Ok(user) : refusal;
    }
}

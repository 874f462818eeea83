using System.Collections.Immutable;

namespace Uso.ClientApi.Users;

internal static class GetUserHistory
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/history", HandleAsync)
        .WithName("GetUserHistory").WithSummary("Why the account looks as it does, newest first.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator);

    private static async Task<Results<Ok<ImmutableArray<UserEvent>>, ProblemHttpResult>> HandleAsync(
        Username username, CurrentCaller current, IGrainFactory grains)
    {
        var (_, refusal) = await UserAccess.FindAsync(grains, username, current.Caller);
        return refusal is null ? TypedResults.Ok(await grains.User(username).GetHistoryAsync()) : refusal;
    }
}

namespace Uso.ClientApi.AutoUpdate;

internal static class PostCheck
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/mis/check", HandleAsync)
        .WithName("PostMisCheck").WithSummary("Tries the connection to the MIS and says what is wrong: DNS, TLS, credentials, a missing permission, another school. Waits up to 20 seconds.")
        .Allow(Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin);

    private static async Task<Results<Ok<CheckedConnection>, ProblemHttpResult>> HandleAsync(Urn urn, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).CheckConnectionAsync(current.Caller));
}

namespace Uso.ClientApi.Alerts;

internal static class PostAlertCheck
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/check", HandleAsync)
        .WithName("PostAlertCheck").WithSummary("Looks at every school of the LA now, instead of in the morning. What was said is not said again.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<AlertOverview>, ProblemHttpResult>> HandleAsync(LaCode la, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.Alert(la).CheckAsync(current.Caller));
}

namespace Uso.ClientApi.Alerts;

internal static class PutAlerts
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutAlerts").WithSummary("Who is told, how, and from when on. The webhook's secret is encrypted and never comes back; without one the old one stays.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<AlertOverview>, ProblemHttpResult>> HandleAsync(
        LaCode la, SetAlerts body, CurrentCaller current, IGrainFactory grains) => Answer.Ok(await grains.Alert(la).SetAsync(current.Caller, body));
}

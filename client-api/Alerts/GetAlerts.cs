namespace Uso.ClientApi.Alerts;

internal static class GetAlerts
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetAlerts").WithSummary("What the LA is told of, what was said and is not over, and what has not been delivered yet.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Ok<AlertOverview>> HandleAsync(LaCode la, IGrainFactory grains) => TypedResults.Ok(await grains.Alert(la).GetAsync());
}

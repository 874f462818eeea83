namespace Uso.ClientApi.Alerts;

internal static class AlertsEndpoints
{
    public static void MapAlertsEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/local-authorities/{la}/alerts").WithTags("Alerts");
        GetAlerts.Map(group);
        PutAlerts.Map(group);
        PostAlertCheck.Map(group);
    }
}

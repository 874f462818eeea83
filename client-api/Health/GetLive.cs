namespace Uso.ClientApi.Health;

internal static class GetLive
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/live", () => TypedResults.Ok(new HealthAnswer("live")))
        .WithName("GetLive").WithSummary("The process answers. Says nothing about storage.").AllowAnonymous();
}

/// <param name="Status">"live" or "ready".</param>
public sealed record HealthAnswer(string Status);

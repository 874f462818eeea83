namespace Uso.ClientApi.Health;

internal static class GetReady
{
    private const string RetryAfterSeconds = "5";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/ready", HandleAsync)
        .WithName("GetReady").WithSummary("Storage was written and read through a grain just now. 503 when it was not, or the process is shutting down.")
        .AllowAnonymous();

    private static async Task<Results<Ok<HealthAnswer>, ProblemHttpResult>> HandleAsync(
        Readiness readiness, HttpContext context, CancellationToken cancellationToken)
    {
        if (await readiness.ProblemAsync(cancellationToken) is not { } code)
        {
            return TypedResults.Ok(new HealthAnswer("ready"));
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Answer.Of(code);
    }
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication;

namespace Uso.ClientApi.Metrics;

/// <summary>Anonymous over a direct loopback connection, where a node's collector sits; the service desk's token from anywhere else.</summary>
internal static class GetMetrics
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/metrics", HandleAsync)
        .WithTags("Operation").WithName("GetMetrics").WithSummary("Metrics as Prometheus text.")
        .Produces<string>(StatusCodes.Status200OK, "text/plain").AllowAnonymous();

    private static async Task<Results<ContentHttpResult, ChallengeHttpResult, ProblemHttpResult>> HandleAsync(HttpContext context, PrometheusMetrics metrics)
    {
        // A forwarded request comes from somewhere else, however near the proxy is.
        var direct = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
            && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded")
            && !context.Request.Headers.ContainsKey("X-Original-For");
        if (!direct)
        {
            if (!(await context.AuthenticateAsync()).Succeeded)
            {
                return TypedResults.Challenge();
            }

            if (CurrentCaller.Of(context).Role != Role.ServiceDesk)
            {
                return Answer.Of(ProblemCodes.Forbidden);
            }
        }

        return TypedResults.Text(metrics.Write(), PrometheusMetrics.ContentType, Encoding.UTF8);
    }
}

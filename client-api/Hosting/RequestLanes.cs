using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Uso.ClientApi.Hosting;

/// <summary>
/// How many requests are worked on at once, and how many wait for their turn; one more is answered 503 with Retry-After. Uploads, which last as long as a
/// school's line makes them, and requests that wait for a run have lanes of their own, so that they keep nobody else out. Health and metrics have none.
/// </summary>
internal static class RequestLanes
{
    private const string RetryAfterSeconds = "2";
    private const string Wait = "wait";

    public static void AddRequestLanes(this IServiceCollection services) =>
        services.AddRateLimiter(_ => { }).AddOptions<RateLimiterOptions>().Configure<IOptions<ClientApiOptions>>((limiter, options) =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, Lane>(context => LaneOf(context) is { } lane
                ? RateLimitPartition.GetConcurrencyLimiter(lane, _ => LimitsOf(lane, options.Value))
                : RateLimitPartition.GetNoLimiter(Lane.None));
            limiter.OnRejected = static (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
                return new ValueTask(ProblemWriter.WriteAsync(rejected.HttpContext, ApiCodes.Overloaded));
            };
        });

    private static Lane? LaneOf(HttpContext context) => context.GetEndpoint() switch
    {
        null => null,
        { Metadata: var metadata } when metadata.GetMetadata<IAllowAnonymous>() is not null => null,
        { Metadata: var metadata } when metadata.GetMetadata<LaneMetadata>() is { } own => own.Lane,
        _ => context.Request.Query.ContainsKey(Wait) ? Lane.Waiting : Lane.Work,
    };

    private static ConcurrencyLimiterOptions LimitsOf(Lane lane, ClientApiOptions options) => lane switch
    {
        Lane.Uploads => new ConcurrencyLimiterOptions { PermitLimit = options.UploadsAtOnce, QueueLimit = options.RequestsQueued },
        Lane.Waiting => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsWaiting, QueueLimit = 0 },
        _ => new ConcurrencyLimiterOptions { PermitLimit = options.RequestsAtOnce, QueueLimit = options.RequestsQueued },
    };
}

internal enum Lane
{
    None,
    Work,
    Uploads,
    Waiting,
}

/// <summary>On an endpoint: its requests have this lane.</summary>
internal sealed record LaneMetadata(Lane Lane);

using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>How often and how much at once one consumer may ask: its calls share the LA's index with the schools' runs. Counted per process.</summary>
internal sealed class MatchCalls(IOptions<ClientApiOptions> options) : IDisposable
{
    private const int AtOnce = 2;
    private const int RetryWhenBusySeconds = 5;

    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(consumer => RateLimitPartition.GetConcurrencyLimiter(
            consumer, _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce })),
        PartitionedRateLimiter.Create<string, string>(consumer => RateLimitPartition.GetFixedWindowLimiter(
            consumer, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.MatchCallsPerMinute, Window = TimeSpan.FromMinutes(1) })));

    /// <summary>Hold it for as long as the call lasts.</summary>
    public RateLimitLease Acquire(string consumer) => _limiter.AttemptAcquire(consumer);

    /// <summary>The answer to who got no lease.</summary>
    public static ProblemHttpResult Refusal(HttpContext context, RateLimitLease lease)
    {
        var seconds = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : RetryWhenBusySeconds;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Answer.Of(ApiCodes.TooManyRequests);
    }

    public void Dispose() => _limiter.Dispose();
}

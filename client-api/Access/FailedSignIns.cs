using System.Net;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.Access;

/// <summary>
/// Counts failed authentications per remote address. Secrets of 256 bits need no protection from guessing; the grains do need it from being
/// called for every guess. Behind a proxy, set <c>ASPNETCORE_FORWARDEDHEADERS_ENABLED</c>, or all clients are one address.
/// </summary>
internal sealed class FailedSignIns(IOptions<ClientApiOptions> options) : IDisposable
{
    public const string RetryAfterSeconds = "60";

    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.FailedSignInsPerMinute,
            Window = TimeSpan.FromMinutes(1),
        }));

    public bool IsBlocked(IPAddress? address)
    {
        // Asking for no permit tells whether any is left.
        using var lease = _limiter.AttemptAcquire(address ?? IPAddress.None, permitCount: 0);
        return !lease.IsAcquired;
    }

    public void Count(IPAddress? address) => _limiter.AttemptAcquire(address ?? IPAddress.None).Dispose();

    public void Dispose() => _limiter.Dispose();
}

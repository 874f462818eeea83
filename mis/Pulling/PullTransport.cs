using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Uso.Mis.Pulling;

/// <summary>One try of a request: the answer, how long the server asked to wait, and where it pointed on the same host.</summary>
public readonly record struct PullTry(PullAnswer Answer, TimeSpan? RetryAfter = null, Uri? Redirect = null);

/// <summary>
/// The way out to every MIS, one per process: TLS 1.2 or newer, no redirects, public addresses only, bounded sizes and times, and for each host
/// a bounded number of requests at once and a circuit breaker, whichever school asks.
/// </summary>
public sealed class PullTransport : IDisposable
{
    private readonly HttpClient _http;
    private readonly ConcurrentDictionary<string, PullHost> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="time">Clock of waits, tokens and breakers.</param>
    /// <param name="options">Limits.</param>
    /// <param name="trust">Decides about certificates in tests; null: the machine's trust store.</param>
    public PullTransport(TimeProvider time, PullOptions? options = null, RemoteCertificateValidationCallback? trust = null)
    {
        Time = time;
        Options = options ?? new PullOptions();
        _http = new HttpClient(Handler(Options, trust)) { Timeout = Options.RequestTimeout, MaxResponseContentBufferSize = Options.MaxPageBytes };
    }

    public TimeProvider Time { get; }

    public PullOptions Options { get; }

    /// <summary>Sends once, without retries, when the host has room and its circuit is closed.</summary>
    public Task<PullTry> SendOnceAsync(HttpRequestMessage request, PullBody expect, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var host = _hosts.GetOrAdd(request.RequestUri!.Authority, _ => new PullHost(Options, Time));
        return host.ExecuteAsync(static (state, token) => state.This.TryAsync(state.Request, state.Expect, token), (This: this, Request: request, Expect: expect), cancellationToken);
    }

    public void Dispose()
    {
        _http.Dispose();
        foreach (var host in _hosts.Values)
        {
            host.Dispose();
        }
    }

    private static SocketsHttpHandler Handler(PullOptions options, RemoteCertificateValidationCallback? trust)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry the credentials to wherever it points.
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            MaxConnectionsPerServer = options.ConcurrencyPerHost,
        };
        handler.SslOptions.EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        handler.SslOptions.RemoteCertificateValidationCallback = trust;
        if (!options.AllowPrivateAddresses)
        {
            handler.ConnectCallback = PublicAddress.ConnectAsync;
        }

        return handler;
    }

    private static PullFault FaultOf(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case NotPublicAddressException:
                    return PullFault.AddressRefused;
                case HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded }:
                    return PullFault.TooLarge;
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or AuthenticationException:
                    return PullFault.Tls;
                case HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError }
                    or SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return PullFault.Dns;
                case OperationCanceledException or TimeoutException:
                    return PullFault.Timeout;
            }
        }

        return PullFault.Connection;
    }

    private async ValueTask<PullTry> TryAsync(HttpRequestMessage request, PullBody expect, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is >= 300 and < 400 and not 304)
            {
                return SameHost(request.RequestUri!, response.Headers.Location) is { } to
                    ? new PullTry(PullAnswer.Failed(PullFault.Redirect, response.StatusCode), Redirect: to)
                    : new PullTry(PullAnswer.Failed(PullFault.Redirect, response.StatusCode));
            }

            if (!response.IsSuccessStatusCode)
            {
                var wait = response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - Time.GetUtcNow() : null;
                return new PullTry(PullAnswer.Failed(PullFault.Status, response.StatusCode), wait);
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new PullTry(WholeBody.Is(body, expect) ? new PullAnswer(response.StatusCode, body, PullFault.None) : PullAnswer.Failed(PullFault.NotWhole, response.StatusCode));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new PullTry(PullAnswer.Failed(FaultOf(failure)));
        }
    }

    private static Uri? SameHost(Uri from, Uri? location) =>
        location is not null && Uri.TryCreate(from, location, out var to) && PullUrl.IsSameHost(from, to) ? to : null;
}

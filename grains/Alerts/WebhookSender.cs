using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Uso.Mis.Pulling;

namespace Uso.Grains.Alerts;

/// <summary>
/// Posts alerts as JSON, signed: <c>Uso-Signature: t={unix seconds},v1={hex HMAC-SHA256 of "{t}.{body}"}</c>. Where an LA's setting points is not trusted:
/// no redirects, and no private address unless the operator of the service allowed it.
/// </summary>
internal sealed class WebhookSender : IAlertSender, IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly HttpClient _client;
    private readonly TimeProvider _time;

    public WebhookSender(IOptions<AlertOptions> options, TimeProvider time)
    {
        _time = time;
        var transport = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false };
        if (!options.Value.AllowPrivateWebhooks)
        {
            transport.ConnectCallback = PublicAddress.ConnectAsync;
        }

        _client = new HttpClient(transport) { Timeout = Timeout, MaxResponseContentBufferSize = 64 * 1024 };
    }

    public string Channel => "webhook";

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, message.Target);
        request.Content = new StringContent(message.Json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("Uso-Delivery", message.Id);
        if (message.Secret is { } secret)
        {
            request.Headers.Add("Uso-Signature", Sign(secret, _time.GetUtcNow().ToUnixTimeSeconds(), message.Json));
        }

        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                throw new AlertDeliveryException(string.Create(CultureInfo.InvariantCulture, $"webhook-status-{(int)response.StatusCode}"));
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new AlertDeliveryException("webhook-unreachable", exception);
        }
    }

    public void Dispose() => _client.Dispose();

    internal static string Sign(string secret, long at, string body)
    {
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at}.{body}")));
        return string.Create(CultureInfo.InvariantCulture, $"t={at},v1={Convert.ToHexStringLower(mac)}");
    }
}

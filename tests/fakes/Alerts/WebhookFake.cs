using System.Globalization;

namespace Uso.Fakes.Alerts;

/// <summary>What a webhook's receiver was sent.</summary>
public sealed record WebhookRequest(string Delivery, string? Signature, string Body, int AnsweredWith);

/// <summary>Receives webhooks on the loopback address: real HTTP, faults on demand.</summary>
public sealed class WebhookFake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _failNext;

    private WebhookFake(WebApplication app) => _app = app;

    public string Url => $"{_app.Urls.First()}/alerts";

    public Arrivals<WebhookRequest> Requests { get; } = new();

    /// <summary>How many of the next requests are answered 503.</summary>
    public void FailNext(int count) => Volatile.Write(ref _failNext, count);

    public static async Task<WebhookFake> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        var app = builder.Build();
        var fake = new WebhookFake(app);
        app.Run(fake.AnswerAsync);
        await app.StartAsync();
        return fake;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var status = Interlocked.Decrement(ref _failNext) >= 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
        context.Response.StatusCode = status;
        Requests.Add(new WebhookRequest(context.Request.Headers["Uso-Delivery"].ToString(), context.Request.Headers["Uso-Signature"], body, status));
    }
}

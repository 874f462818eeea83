using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Uso.Fakes;

/// <summary>A fake of a MIS: real HTTP on the loopback address, data that can be changed while it runs, faults on demand.</summary>
public abstract class FakeServer<TFaults> : IAsyncDisposable
    where TFaults : FakeFaults, new()
{
    private WebApplication? _app;

    public TFaults Faults { get; } = new();

    /// <summary>Method, path and query of every request so far, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary><c>http://127.0.0.1:port</c>.</summary>
    public string Url => _app?.Urls.First() ?? throw new InvalidOperationException("The fake was not started.");

    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <param name="port">Port on the loopback address; 0 takes a free one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    protected async Task ListenAsync(int port, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _app = builder.Build();
        _app.Run(TryAnswerAsync);
        await _app.StartAsync(cancellationToken);
    }

    /// <summary>Answers a request that no fault of the network befell.</summary>
    protected abstract Task AnswerAsync(HttpContext context);

    /// <summary>Writes a page of records, whole or half.</summary>
    /// <param name="resource">Whose records they are, by the MIS's own name; null: not said.</param>
    protected Task WritePageAsync(HttpContext context, string text, string contentType = "application/json", string? resource = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(text);
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync((resource is not null && Faults.HalfOf.ContainsKey(resource)) || FakeFaults.Take(ref Faults.HalfPages) ? text[..(text.Length / 2)] : text, Encoding.UTF8);
    }

    private async Task TryAnswerAsync(HttpContext context)
    {
        Requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString.Value}");
        if (Faults.Slow != TimeSpan.Zero)
        {
            await Task.Delay(Faults.Slow, context.RequestAborted);
        }

        if (FakeFaults.Take(ref Faults.TooManyRequests))
        {
            context.Response.Headers.RetryAfter = Faults.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        }
        else if (Faults.Outage || FakeFaults.Take(ref Faults.ServerErrors))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else
        {
            await AnswerAsync(context);
        }
    }
}

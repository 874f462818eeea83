using System.Diagnostics;

namespace Uso.ClientApi.Hosting;

/// <summary>One line a request: route template, never the path or query, which carry usernames and names.</summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> logger, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            // The exception handler takes the endpoint away while it answers.
            var endpoint = context.GetEndpoint() ?? context.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>()?.Endpoint;
            var level = context.Response.StatusCode >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information;
            LogRequest(
                level,
                context.Request.Method,
                (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "none",
                context.Response.StatusCode,
                clock.GetElapsedTime(started).TotalMilliseconds,
                context.Features.Get<Caller>()?.Subject ?? "-",
                Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
        }
    }

    [LoggerMessage(Message = "{Method} {Route} {Status} {Milliseconds:F1} ms, caller {Subject}, trace {TraceId}")]
    private partial void LogRequest(LogLevel level, string method, string route, int status, double milliseconds, string subject, string traceId);
}

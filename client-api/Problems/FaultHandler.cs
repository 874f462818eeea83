using System.Data.Common;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;

namespace Uso.ClientApi.Problems;

/// <summary>
/// Turns exceptions into problems. Nothing of an exception's text leaves the process, nor goes to the log: messages of databases and parsers quote values.
/// </summary>
internal sealed partial class FaultHandler(ILogger<FaultHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            return true;
        }

        var code = exception switch
        {
            BadHttpRequestException { InnerException: JsonException } => ApiCodes.MalformedJson,
            BadHttpRequestException bad => ProblemStatus.CodeOf(bad.StatusCode),

            // Not the caller's own (above): a call that a dying silo let lapse comes back as cancelled.
            TimeoutException or DbException or OrleansException or OperationCanceledException => ApiCodes.Unavailable,
            _ => ApiCodes.Fault,
        };
        if (code is ApiCodes.Unavailable or ApiCodes.Fault)
        {
            var route = RouteTemplate.Of(httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint);
            LogFault(code, route, Activity.Current?.TraceId.ToString() ?? httpContext.TraceIdentifier, TypesOf(exception), exception.StackTrace);
        }

        if (code == ApiCodes.Unavailable)
        {
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }

        await ProblemWriter.WriteAsync(httpContext, code);
        return true;
    }

    private static string TypesOf(Exception exception) =>
        exception.InnerException is { } inner ? $"{exception.GetType().FullName} < {TypesOf(inner)}" : exception.GetType().FullName!;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Code} at {Route}, trace {TraceId}: {ExceptionTypes}\n{Stack}")]
    private partial void LogFault(string code, string route, string traceId, string exceptionTypes, string? stack);
}

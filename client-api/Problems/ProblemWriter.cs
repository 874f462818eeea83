using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace Uso.ClientApi.Problems;

/// <summary>
/// Writes every problem of this API, whoever noticed it, in one shape: <c>title, status, detail, code, traceId</c>.
/// The framework's own writer stays silent when a client accepts only CSV; an error is never silent here.
/// </summary>
internal sealed class ProblemWriter : IProblemDetailsWriter
{
    private const string MediaType = "application/problem+json";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        var status = problem.Status ?? context.HttpContext.Response.StatusCode;
        var code = problem.Extensions.TryGetValue(Answer.Code, out var given) && given is string text ? text : ProblemStatus.CodeOf(status);
        problem.Extensions.TryGetValue(Answer.Errors, out var errors);
        return new ValueTask(WriteAsync(context.HttpContext, status, code, problem.Detail, errors));
    }

    /// <summary>For answers that the framework left without a body.</summary>
    public static Task WriteStatusAsync(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        return WriteAsync(context.HttpContext, status, ProblemStatus.CodeOf(status));
    }

    public static Task WriteAsync(HttpContext context, string code, string? detail = null) =>
        WriteAsync(context, ProblemStatus.Of(code), code, detail);

    private static async Task WriteAsync(HttpContext context, int status, string code, string? detail = null, object? errors = null)
    {
        var problem = new ProblemDetails
        {
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail ?? ProblemStatus.DetailOf(code),
        };
        problem.Extensions[Answer.Code] = code;
        if (errors is not null)
        {
            problem.Extensions[Answer.Errors] = errors;
        }

        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

        context.Response.StatusCode = status;
        context.Response.ContentType = MediaType;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await JsonSerializer.SerializeAsync(context.Response.Body, problem, ApiJson.Options, context.RequestAborted);
        }
    }
}

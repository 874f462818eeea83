using Microsoft.AspNetCore.Authorization;

namespace Uso.ClientApi.Hosting;

/// <summary>While no silo can be reached, answers 503 at once: even who the caller is, only a grain could tell. What needs no grain is answered as ever.</summary>
internal sealed class ClusterGate(RequestDelegate next, ClusterLink link)
{
    public const string RetryAfterSeconds = "5";

    public Task InvokeAsync(HttpContext context)
    {
        if (link.IsUp || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return next(context);
        }

        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return ProblemWriter.WriteAsync(context, ApiCodes.Unavailable);
    }
}

using Uso.ClientApi.Hosting;
using Uso.Mis;
using Uso.Mis.Gias;

namespace Uso.ClientApi.Gias;

internal static class PostGias
{
    public static void Map(IEndpointRouteBuilder routes, ClientApiOptions options) => routes.MapPost("", HandleAsync)
        .WithName("PostGias")
        .WithSummary("The national register's list of schools, or its list of links, as the raw body (CSV, UTF-8 or Windows-1252). Sets schools up and keeps their details; closures and mergers are shown, never acted on. The same list again changes nothing.")
        .Accepts<Stream>("*/*")
        .WithMetadata(new SizeLimit(options.MaxUploadBytes), new LaneMetadata(Lane.Uploads))
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<GiasAnswer>, ProblemHttpResult>> HandleAsync(HttpContext context, CurrentCaller current, IGrainFactory grains, CancellationToken cancellationToken)
    {
        // On disk when it is large: it is read twice, and not at the speed of the sender.
        context.Request.EnableBuffering();
        await context.Request.Body.CopyToAsync(Stream.Null, cancellationToken);
        try
        {
            return TypedResults.Ok(await new GiasImport(grains, current.Caller).RunAsync(GiasFile.Read(context.Request.Body), cancellationToken));
        }
        catch (MisExportException refusal)
        {
            return Answer.Of(refusal.Code, refusal.Message);
        }
    }
}

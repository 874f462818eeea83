using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>
/// A platform sends its own MIS rows and learns each one's username. Nothing is created or changed, and people of schools that are not released to it are as if
/// they were not there. The answer begins when the last row is read: a client that sends everything before it reads cannot get stuck.
/// </summary>
internal static class PostConsumerMatches
{
    private const string RulesHeader = "Uso-Rules-Version";

    public static void Map(IEndpointRouteBuilder routes, ClientApiOptions options) => routes.MapPost("", HandleAsync)
        .WithName("PostConsumerMatches")
        .WithSummary("A platform's rows as text/csv or application/x-ndjson, each answered with a username, needsReview or none, and the reason. Reads only.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            // Declared here and not as Accepts: that would tell a caller who may not send rows at all that these are of the wrong type.
            var rows = new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [MediaTypes.Csv] = rows, [MediaTypes.NdJson] = rows },
            };
            return Task.CompletedTask;
        })
        .Produces<RowAnswer>(StatusCodes.Status200OK, MediaTypes.NdJson, MediaTypes.Csv)
        .WithMetadata(new SizeLimit(options.MaxMatchBytes))
        .Allow(Role.Consumer);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        LaCode la, HttpContext context, CurrentCaller current, IGrainFactory grains, MatchCalls calls, IOptions<ClientApiOptions> options)
    {
        if (ReadFormat(context.Request) is not { } format)
        {
            return Answer.Of(ApiCodes.UnsupportedMediaType, "The rows are text/csv or application/x-ndjson, in UTF-8.");
        }

        if (MediaTypes.Choose(context.Request, format, format == MediaTypes.Csv ? MediaTypes.NdJson : MediaTypes.Csv) is not { } answerFormat)
        {
            return Answer.Of(ApiCodes.NotAcceptable, "The answers are text/csv or application/x-ndjson.");
        }

        var consumer = ConsumerId.Parse(current.Caller.Consumer!);
        if (await ConsumerAccess.RefusalAsync(grains, la, consumer) is { } refusal)
        {
            return refusal;
        }

        using var lease = calls.Acquire(consumer.Value);
        if (!lease.IsAcquired)
        {
            return MatchCalls.Refusal(context, lease);
        }

        var matcher = new ConsumerMatcher(grains.MatchIndex(la), await ReleasedSchools.ReadAsync(grains, la, consumer), options.Value.MaxMatchRows);
        IReadOnlyList<RowAnswer>? answers;
        try
        {
            answers = await matcher.AnswerAsync(format == MediaTypes.Csv
                ? CsvRows.ReadAsync(context.Request.Body, context.RequestAborted)
                : NdJsonRows.ReadAsync(context.Request.BodyReader, context.RequestAborted));
        }
        catch (UnreadableBodyException unreadable)
        {
            return Answer.Of(ApiCodes.MalformedRequest, unreadable.Message);
        }

        if (answers is null)
        {
            return Answer.Of(ApiCodes.TooManyRows, $"At most {options.Value.MaxMatchRows} rows in one call: send the rest in another.");
        }

        context.Response.Headers[RulesHeader] = matcher.RulesVersion;
        return answerFormat == MediaTypes.Csv
            ? TypedResults.Stream(body => AnswerWriter.WriteCsvAsync(body, answers, context.RequestAborted), $"{MediaTypes.Csv}; charset=utf-8; header=present")
            : TypedResults.Stream(body => AnswerWriter.WriteNdJsonAsync(body, answers, context.RequestAborted), MediaTypes.NdJson);
    }

    private static string? ReadFormat(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && (type.Encoding ?? Encoding.UTF8).CodePage == Encoding.UTF8.CodePage
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                MediaTypes.Csv => MediaTypes.Csv,
                MediaTypes.NdJson => MediaTypes.NdJson,
                _ => null,
            }
            : null;
}

using CsvHelper;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Uso.ClientApi.Common;

/// <summary>A table as CSV, streamed, for people: what could be a formula in a spreadsheet is not one.</summary>
internal static class CsvAnswer
{
    /// <summary>True when the request wants CSV rather than JSON.</summary>
    public static bool IsWanted(HttpContext context) => MediaTypes.Choose(context.Request, MediaTypes.Json, MediaTypes.Csv) == MediaTypes.Csv;

    public static PushStreamHttpResult Of(HttpContext context, string fileName, string[] header, IAsyncEnumerable<string?[]> rows)
    {
        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = fileName }.ToString();
        return TypedResults.Stream(body => WriteAsync(body, header, rows, context.RequestAborted), $"{MediaTypes.Csv}; charset=utf-8");
    }

    public static async Task WriteAsync(Stream body, string[] header, IAsyncEnumerable<string?[]> rows, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(body, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        await WriteRowAsync(header);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            await WriteRowAsync(row);
        }

        async Task WriteRowAsync(string?[] cells)
        {
            foreach (var cell in cells)
            {
                csv.WriteField(CsvCell.Safe(cell ?? ""));
            }

            await csv.EndRecordAsync(cancellationToken);
        }
    }

    /// <summary>Says in the OpenAPI document that the answer may be CSV.</summary>
    public static TBuilder OrCsv<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses?[$"{StatusCodes.Status200OK}"].Content?.TryAdd(
                MediaTypes.Csv, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        });
}

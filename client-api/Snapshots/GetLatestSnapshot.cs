using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;
using Uso.Grains.Blobs;
using Uso.Grains.Snapshots;

namespace Uso.ClientApi.Snapshots;

/// <summary>What a learning platform collects: the rows of every released school, straight from the segments' blobs.</summary>
internal static class GetLatestSnapshot
{
    private static readonly byte[] CsvHeader = Encoding.ASCII.GetBytes(string.Join(',', SegmentWriter.Columns) + "\r\n");

    private const string VersionHeader = "Uso-Snapshot-Version";
    private const string CsvType = $"{MediaTypes.Csv}; charset=utf-8; header=present";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/latest", [HttpMethods.Get, HttpMethods.Head], HandleAsync)
        .WithName("GetLatestSnapshot")
        .WithSummary("The newest snapshot as text/csv (the default) or application/x-ndjson, by Accept. Strong ETag: send it back as If-None-Match. With since, only what changed since that version.")
        .Produces<string>(StatusCodes.Status200OK, MediaTypes.Csv, MediaTypes.NdJson)
        .Produces(StatusCodes.Status304NotModified)
        .ProducesProblem(StatusCodes.Status410Gone)
        .Allow(Role.Consumer, Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<PushStreamHttpResult, StatusCodeHttpResult, EmptyHttpResult, ProblemHttpResult>> HandleAsync(
        LaCode la, ConsumerId consumer, long? since, HttpContext context, IGrainFactory grains, IBlobStore blobs)
    {
        if (MediaTypes.Choose(context.Request, MediaTypes.Csv, MediaTypes.NdJson) is not { } format)
        {
            return Answer.Of(ApiCodes.NotAcceptable, "The snapshot is text/csv or application/x-ndjson.");
        }

        if (await ConsumerAccess.RefusalAsync(grains, la, consumer) is { } refusal)
        {
            return refusal;
        }

        var isCsv = format == MediaTypes.Csv;
        if (since is { } known)
        {
            return await DeltaAsync(grains.Snapshot(new SnapshotKey(la, consumer)), known, isCsv, context, blobs);
        }

        var latest = await grains.Snapshot(new SnapshotKey(la, consumer)).GetLatestAsync();
        if (!latest.TryGet(out var manifest, out var problem))
        {
            return Answer.Of(problem);
        }

        var etag = new EntityTagHeaderValue($"\"{manifest.ContentHash}-{(isCsv ? "csv" : "ndjson")}\"");
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = etag;
        headers.CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.Headers[VersionHeader] = manifest.Version.ToString(CultureInfo.InvariantCulture);

        // If-None-Match compares weakly: RFC 9110, 13.1.2.
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(etag, useStrongComparison: false)))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        headers.LastModified = manifest.BuiltAt;
        headers.ContentDisposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"{consumer}-{la}-{manifest.Version.ToString(CultureInfo.InvariantCulture)}.{(isCsv ? "csv" : "ndjson")}",
        };
        var contentType = isCsv ? CsvType : MediaTypes.NdJson;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = contentType;
            return TypedResults.Empty;
        }

        return TypedResults.Stream(body => WriteAsync(body, manifest, isCsv, blobs, context.RequestAborted), contentType);
    }

    private static async Task<Results<PushStreamHttpResult, StatusCodeHttpResult, EmptyHttpResult, ProblemHttpResult>> DeltaAsync(
        ISnapshotGrain snapshot, long since, bool isCsv, HttpContext context, IBlobStore blobs)
    {
        if (!(await snapshot.GetDeltaAsync(since)).TryGet(out var delta, out var problem))
        {
            return Answer.Of(problem);
        }

        context.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoStore = true };
        context.Response.Headers.Vary = HeaderNames.Accept;
        context.Response.Headers[VersionHeader] = delta.Version.ToString(CultureInfo.InvariantCulture);
        var contentType = isCsv ? CsvType : MediaTypes.NdJson;
        if (HttpMethods.IsHead(context.Request.Method))
        {
            context.Response.ContentType = contentType;
            return TypedResults.Empty;
        }

        return TypedResults.Stream(
            body => isCsv
                ? DeltaWriter.WriteCsvAsync(body, delta, blobs, context.RequestAborted)
                : DeltaWriter.WriteNdJsonAsync(body, delta, blobs, context.RequestAborted),
            contentType);
    }

    /// <summary>A missing segment cuts the connection off, which the collector sees; a short file that looks whole would unallocate people there.</summary>
    private static async Task WriteAsync(Stream body, SnapshotManifest manifest, bool isCsv, IBlobStore blobs, CancellationToken cancellationToken)
    {
        if (isCsv)
        {
            await body.WriteAsync(CsvHeader, cancellationToken);
        }

        foreach (var segment in manifest.Segments)
        {
            await using var rows = await blobs.OpenAsync(isCsv ? segment.CsvSha256 : segment.Sha256, cancellationToken)
                ?? throw new IOException("A segment's blob is missing.");
            await rows.CopyToAsync(body, cancellationToken);
        }
    }
}

using Microsoft.AspNetCore.Mvc;
using Uso.ClientApi.Hosting;
using Uso.Grains.Blobs;
using Uso.Mis;

namespace Uso.ClientApi.Uploads;

/// <summary>Receives an export: the bytes are durable before anything is answered, then looked at, then put into the history.</summary>
internal static class PostUpload
{
    private const string FileNameHeader = "X-File-Name";
    private const string ExportedAtHeader = "X-Exported-At";
    private const int MaxFileName = 200;

    public static void Map(IEndpointRouteBuilder routes, ClientApiOptions options) => routes.MapPost("", HandleAsync)
        .WithName("PostUpload")
        .WithSummary($"The export as the raw body; its file name in {FileNameHeader} (percent-encoded) or ?fileName=, the time of the export in {ExportedAtHeader} where the file does not tell it. The same bytes twice are one upload.")
        .Accepts<Stream>("*/*")
        .WithMetadata(new SizeLimit(options.MaxUploadBytes), new LaneMetadata(Lane.Uploads))
        .Allow(Role.Agent, Role.ServiceDesk, Role.SchoolAdmin);

    private static async Task<Results<Accepted<UploadReceipt>, ProblemHttpResult>> HandleAsync(
        Urn urn,
        string? fileName,
        [FromHeader(Name = FileNameHeader)] string? fileNameHeader,
        [FromHeader(Name = ExportedAtHeader)] DateTimeOffset? exportedAt,
        HttpContext context,
        CurrentCaller current,
        IGrainFactory grains,
        IBlobStore blobs,
        MisCatalog catalog,
        CancellationToken cancellationToken)
    {
        var school = grains.School(urn);
        if (await school.GetMisAsync() is not { } configuration || catalog.Find(configuration.Mis) is not { } mis)
        {
            return Answer.Of(ProblemCodes.MisNotConfigured, "The school has not chosen its MIS, so nothing can read an upload.");
        }

        if (!TryReadFileName(fileNameHeader is { Length: > 0 } ? Uri.UnescapeDataString(fileNameHeader) : fileName, out var name))
        {
            return Answer.Invalid("fileName", $"at most {MaxFileName} characters, none of them control characters");
        }

        var address = await blobs.WriteAsync((stream, token) => context.Request.Body.CopyToAsync(stream, token), cancellationToken);
        var (refused, written) = await InspectAsync(mis, blobs, address, name, cancellationToken);
        var outcome = await school.RecordUploadAsync(
            current.Caller,
            new RecordUpload { Sha256 = address.Sha256, Bytes = address.Bytes, FileName = name, Refused = refused, ExportedAt = exportedAt ?? written });
        if (!outcome.TryGet(out var receipt, out var problem) || (problem = refused) is not null)
        {
            return Answer.Of(problem);
        }

        return TypedResults.Accepted($"/api/schools/{urn}/uploads/{receipt.UploadId}", receipt);
    }

    /// <summary>The last part of what the sender calls the file. It is shown and tells reports apart; it is never a path.</summary>
    private static bool TryReadFileName(string? text, out string? name)
    {
        name = text?[(text.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        if (string.IsNullOrEmpty(name))
        {
            name = null;
            return true;
        }

        return name.Length <= MaxFileName && !name.Any(char.IsControl);
    }

    private static async Task<(Problem? Refused, DateTimeOffset? ExportedAt)> InspectAsync(
        IMis mis, IBlobStore blobs, BlobAddress address, string? fileName, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenAsync(address.Sha256, cancellationToken)
            ?? throw new IOException("The blob just written is not there.");
        try
        {
            mis.Inspect(content, fileName);
            return (null, mis.ExportedAt(content, fileName));
        }
        catch (MisExportException refusal)
        {
            return (new Problem(refusal.Code, refusal.Message), null);
        }
    }
}

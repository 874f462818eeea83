using Microsoft.AspNetCore.Mvc;
using Uso.ClientApi.Hosting;
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
        UploadReceiver receiver,
        MisCatalog catalog,
        CancellationToken cancellationToken)
    {
        if (await grains.School(urn).GetMisAsync() is not { } configuration || catalog.Find(configuration.Mis) is not { } mis)
        {
            return Answer.Of(ProblemCodes.MisNotConfigured, "The school has not chosen its MIS, so nothing can read an upload.");
        }

        if (!TryReadFileName(fileNameHeader is { Length: > 0 } ? Uri.UnescapeDataString(fileNameHeader) : fileName, out var name))
        {
            return Answer.Invalid("fileName", $"at most {MaxFileName} characters, none of them control characters");
        }

        if (mis.Descriptor.Route is MisRoute.MisPush && current.Role is Role.Agent)
        {
            // With the licence key alone whoever has it would be the MIS.
            return Answer.Of(ApiCodes.UseGenericApi);
        }

        return await receiver.ReceiveAsync(urn, mis, current.Caller, context.Request.Body, name, exportedAt, cancellationToken);
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
}

using System.Collections.Immutable;
using Uso.Grains.Blobs;
using Uso.Mis;

namespace Uso.ClientApi.Uploads;

/// <summary>Takes an export in: the bytes are durable before anything is answered, then looked at, then put into the school's history.</summary>
internal sealed class UploadReceiver(IGrainFactory grains, IBlobStore blobs)
{
    /// <param name="exportedAt">When the export was made, where the sender says so beside it.</param>
    public async Task<Results<Accepted<UploadReceipt>, ProblemHttpResult>> ReceiveAsync(
        Urn urn, IMis mis, Caller caller, Stream body, string? fileName, DateTimeOffset? exportedAt, CancellationToken cancellationToken)
    {
        var address = await blobs.WriteAsync((stream, token) => body.CopyToAsync(stream, token), cancellationToken);
        var settings = (await grains.School(urn).GetMisAsync())?.Settings ?? ImmutableDictionary<string, string>.Empty;
        var (refused, written) = await InspectAsync(mis, address, fileName, settings, cancellationToken);
        var outcome = await grains.School(urn).RecordUploadAsync(
            caller,
            new RecordUpload { Sha256 = address.Sha256, Bytes = address.Bytes, FileName = fileName, Refused = refused, ExportedAt = exportedAt ?? written });
        if (!outcome.TryGet(out var receipt, out var problem) || (problem = refused) is not null)
        {
            return Answer.Of(problem);
        }

        return TypedResults.Accepted($"/api/schools/{urn}/uploads/{receipt.UploadId}", receipt);
    }

    private async Task<(Problem? Refused, DateTimeOffset? ExportedAt)> InspectAsync(
        IMis mis, BlobAddress address, string? fileName, ImmutableDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenAsync(address.Sha256, cancellationToken)
            ?? throw new IOException("The blob just written is not there.");
        try
        {
            mis.Inspect(content, fileName, settings);
            return (null, mis.ExportedAt(content, fileName));
        }
        catch (MisExportException refusal)
        {
            return (new Problem(refusal.Code, refusal.Message), null);
        }
    }
}

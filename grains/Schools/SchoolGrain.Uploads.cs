using System.Collections.Immutable;
using System.Globalization;

namespace Uso.Grains.Schools;

/// <summary>Upload history.</summary>
internal sealed partial class SchoolGrain
{
    private const int UploadsKept = 200;

    public async Task<Outcome<UploadReceipt>> RecordUploadAsync(Caller caller, RecordUpload upload)
    {
        if (Check(caller, Role.Agent, Role.ServiceDesk, Role.SchoolAdmin) is { } problem)
        {
            return problem;
        }

        if (state.State.Mis is null)
        {
            return new Problem(ProblemCodes.MisNotConfigured, "Choose the MIS first.");
        }

        // The same bytes under another file name may be another report, so the name counts too.
        var known = state.State.Uploads.LastOrDefault(one => one.Sha256 == upload.Sha256 && one.FileName == upload.FileName);
        if (known is { ForgottenAt: null } && known == state.State.Uploads[^1] && IsOfThisMis(known))
        {
            state.State.Uploads = state.State.Uploads.Replace(known, known with { Repeats = known.Repeats + 1, ExportedAt = Believable(upload.ExportedAt) ?? known.ExportedAt });
            await WriteAsync();
            return new UploadReceipt { UploadId = known.UploadId, Sha256 = upload.Sha256, Duplicate = true };
        }

        var record = new UploadRecord
        {
            UploadId = string.Create(CultureInfo.InvariantCulture, $"u{state.State.UploadsEver + 1:00000}"),
            Sha256 = upload.Sha256,
            Bytes = upload.Bytes,
            FileName = upload.FileName,
            ReceivedAt = time.GetUtcNow(),
            ReceivedFrom = caller.Subject,
            State = upload.Refused is null ? UploadState.Received : UploadState.Refused,
            Refused = upload.Refused,
            ExportedAt = Believable(upload.ExportedAt),
        };
        await AuditAsync(caller, "upload-received", record.UploadId, id: $"{record.UploadId}/{record.Sha256}");
        state.State.UploadsEver++;
        NoteTrouble(record);
        var uploads = state.State.Uploads.Add(record);
        var dropped = uploads[..Math.Max(0, uploads.Length - UploadsKept)];
        state.State.Uploads = uploads.RemoveRange(0, dropped.Length);
        await WriteAsync();
        foreach (var old in dropped)
        {
            await DropAsync(old);
        }

        return new UploadReceipt { UploadId = record.UploadId, Sha256 = record.Sha256, Duplicate = false };
    }

    public Task<ImmutableArray<UploadRecord>> GetUploadsAsync() => Task.FromResult(state.State.Uploads.Reverse().ToImmutableArray());

    /// <summary>What a run that came to rest means for the upload it read.</summary>
    private void NoteRunOnUpload(RunStatus status)
    {
        if (status.UploadId is null || status.DryRun)
        {
            return;
        }

        state.State.Uploads =
        [
            .. state.State.Uploads.Select(upload => upload switch
            {
                // A fault says nothing about the upload: the next run reads it again.
                _ when status.Phase is RunPhase.Failed => upload,
                _ when upload.UploadId == status.UploadId => upload with
                {
                    State = status.Phase is RunPhase.Refused ? UploadState.Refused : UploadState.Processed,
                    Refused = status.Phase is RunPhase.Refused ? status.Problem : null,
                    RunId = status.RunId,
                },
                { State: UploadState.Received } when string.CompareOrdinal(upload.UploadId, status.UploadId) < 0 => upload with { State = UploadState.Superseded },
                _ => upload,
            }),
        ];
    }
}

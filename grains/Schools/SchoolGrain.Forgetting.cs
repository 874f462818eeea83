using System.Globalization;

namespace Uso.Grains.Schools;

/// <summary>
/// Exports, plans and rejected rows name people. They are kept as long as a run can be undone, and what something still needs until the retention ends: then
/// everything goes, so that nothing outlives the purge of the people in it.
/// </summary>
internal sealed partial class SchoolGrain
{
    private const int RunsForgottenAtOnce = 200;

    /// <summary>The state is written by the caller.</summary>
    private async Task ForgetRunDataAsync(AccountPolicy policy)
    {
        var now = time.GetUtcNow();
        var (before, atLatest) = (now.AddDays(-policy.RunDataDays), now.AddDays(-policy.RetentionDays));
        await ForgetUploadsAsync(before, atLatest, now);

        foreach (var runId in state.State.RunsNeeded)
        {
            if (await ForgetRunAsync(runId, before, atLatest))
            {
                state.State.RunsNeeded = state.State.RunsNeeded.Remove(runId);
            }
        }

        for (var most = RunsForgottenAtOnce; most > 0 && state.State.RunsForgotten < state.State.RunsEver; most--)
        {
            var runId = string.Create(CultureInfo.InvariantCulture, $"r{state.State.RunsForgotten + 1:000000}");

            // Runs follow each other: behind one that is young there are only younger ones. A quiet night asks no run.
            if (state.State.Runs.FirstOrDefault(known => known.Run.RunId == runId)?.Run.StartedAt >= before)
            {
                break;
            }

            if (!await ForgetRunAsync(runId, before, atLatest))
            {
                state.State.RunsNeeded = state.State.RunsNeeded.Add(runId);
            }

            state.State.RunsForgotten++;
        }
    }

    private Task<bool> ForgetRunAsync(string runId, DateTimeOffset before, DateTimeOffset atLatest)
    {
        string?[] needed =
        [
            state.State.HeldRun, state.State.HeldUpkeep, state.State.ActiveRun, state.State.Stopped?.RunId, state.State.MisChange?.Run, state.State.RolloverApproval?.RunId,
        ];
        return GrainFactory.SyncRun(new RunKey(Urn, runId)).ForgetAsync(needed.Contains(runId) ? atLatest : before);
    }

    /// <summary>The newest export is what the next run, by night or at the cut-over, may ask for.</summary>
    private async Task ForgetUploadsAsync(DateTimeOffset before, DateTimeOffset atLatest, DateTimeOffset now)
    {
        var newest = state.State.Uploads.LastOrDefault(upload => upload.State is not UploadState.Refused);
        foreach (var upload in state.State.Uploads.Where(upload => upload.ForgottenAt is null && upload.ReceivedAt < (upload == newest ? atLatest : before)))
        {
            // Bytes that came again since are as young as that.
            if (await blobs.DeleteAsync(upload.Sha256, upload == newest ? atLatest : before, CancellationToken.None))
            {
                state.State.Uploads = state.State.Uploads.Replace(upload, upload with { ForgottenAt = now });
            }
        }
    }

    /// <summary>An upload that leaves the history leaves altogether.</summary>
    private Task DropAsync(UploadRecord upload) => state.State.Uploads.Any(other => other.Sha256 == upload.Sha256)
        ? Task.CompletedTask
        : blobs.DeleteAsync(upload.Sha256, time.GetUtcNow(), CancellationToken.None);
}

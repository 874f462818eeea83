namespace Uso.Grains.SyncRuns;

/// <summary>What a run leaves names people, and ends before their own records do. What stays says how many and who asked, never about whom.</summary>
internal sealed partial class SyncRunGrain
{
    public async Task<bool> ForgetAsync(DateTimeOffset restedBefore)
    {
        if (state.State is not { Order: { } order, ForgottenAt: null })
        {
            return true;
        }

        if (!Status()!.IsAtRest() || (state.State.RestedAt ?? order.RequestedAt) >= restedBefore)
        {
            return false;
        }

        // An upload's bytes are its school's to forget, a capture's are the run's. Bytes first: what a kill leaves over is asked for again.
        string?[] blobsOfRun = [state.State.PlanSha256, state.State.RejectedSha256, state.State.GroupsSha256, order.UploadId is null ? state.State.InputSha256 : null];
        foreach (var sha256 in blobsOfRun.OfType<string>())
        {
            await blobs.DeleteAsync(sha256, restedBefore, CancellationToken.None);
        }

        state.State.PlanSha256 = state.State.RejectedSha256 = state.State.GroupsSha256 = null;
        state.State.UpnClashes = [];
        state.State.Turned = [];
        state.State.Order = order with { Actions = [], Bulk = null };
        state.State.ForgottenAt = time.GetUtcNow();
        await WriteAsync();
        return true;
    }

    private static Problem Gone() => new(ProblemCodes.RunDataGone, "The run's plan is no longer kept.");
}

namespace Uso.Grains.Schools;

/// <summary>Where the school stands in the night, told from its own state: an overview of hundreds of schools wakes no run.</summary>
internal sealed partial class SchoolGrain
{
    private const int SyncsRemembered = 20;

    public Task<SchoolNight?> GetNightAsync() => Task.FromResult(state.State.Details is { } details ? Night(details) : null);

    private SchoolNight Night(SchoolDetails details)
    {
        var recent = state.State.RecentSyncs;
        var (stands, reason, runId, since) = Stands(recent.IsEmpty ? null : recent[^1]);
        var received = state.State.Uploads.LastOrDefault(upload => upload.State is not UploadState.Refused)?.ReceivedAt;
        var processed = recent.LastOrDefault(sync => sync.Phase is not (RunPhase.Refused or RunPhase.Failed))?.StartedAt;
        return new SchoolNight
        {
            Urn = details.Urn,
            Name = details.Name,
            State = stands,
            Reason = reason,
            RunId = runId,
            Since = since,
            LastExportAt = new[] { received, processed, state.State.ReportsAcceptedAt }.Max(),
            Recent = [.. recent.Reverse()],
            CredentialExpiresOn = state.State.CredentialExpiresOn,
            Stopped = state.State.Stopped,
            Window = state.State.Schedule.Enabled ? state.State.Schedule : null,
        };
    }

    private (NightState State, string Reason, string? RunId, DateTimeOffset? Since) Stands(SyncSummary? last)
    {
        if (state.State.ActiveRun is { } active)
        {
            return (NightState.Running, "running", active, state.State.Runs.LastOrDefault(known => known.Run.RunId == active)?.Run.StartedAt);
        }

        if (state.State.Stopped is { } stopped)
        {
            return (NightState.Failed, "run-stopped", stopped.RunId, stopped.Since);
        }

        if (state.State.HeldRun is { } held)
        {
            return (NightState.Held, "held", held, last?.RestedAt);
        }

        if (Descriptor() is null)
        {
            return (NightState.Off, ProblemCodes.MisNotConfigured, null, null);
        }

        if (state.State.AcceptedReports.IsEmpty)
        {
            return (NightState.Off, ProblemCodes.ReportsNotAccepted, null, null);
        }

        var pulled = Puller() is not null;
        var uploadWaits = !pulled && state.State.Uploads.LastOrDefault(upload => upload.State is not UploadState.Refused && IsOfThisMis(upload))?.State is UploadState.Received;
        var tonight = last is not null && last.RestedAt >= OvernightWindow.NightStart(time.GetUtcNow());
        if (last is { Phase: RunPhase.Failed or RunPhase.Refused } && (tonight || !uploadWaits))
        {
            return (NightState.Failed, last.Problem ?? "run-failed", last.RunId, last.RestedAt);
        }

        if (!state.State.Schedule.Enabled)
        {
            return (NightState.Off, "schedule-off", last?.RunId, last?.RestedAt);
        }

        if (pulled && !tonight && !OvernightWindow.IsRunDay(Cadence(), OvernightWindow.NightStart(time.GetUtcNow())))
        {
            return (NightState.Waiting, "weekend", last?.RunId, last?.RestedAt);
        }

        if (uploadWaits || (pulled && !tonight))
        {
            return (NightState.Due, uploadWaits ? "upload-waits" : "pull-due", null, state.State.NextDue);
        }

        return tonight ? (NightState.Done, "done", last!.RunId, last.RestedAt) : (NightState.Waiting, "no-export", last?.RunId, last?.RestedAt);
    }

    /// <summary>Remembers what came of a sync; a run that rests again, approved or discarded, replaces what was remembered of it.</summary>
    private void Remember(RunStatus status)
    {
        if (status.Kind is not RunKind.Sync || status.DryRun)
        {
            return;
        }

        var summary = new SyncSummary
        {
            RunId = status.RunId,
            Phase = status.Phase,
            StartedAt = status.RequestedAt,
            RestedAt = status.RestedAt,
            Problem = status.Problem?.Code,
            PupilRows = status.Pupils.Rows,
            StaffRows = status.Staff.Rows,
            Held = status.Holds.Sum(hold => hold.Count),
        };
        var known = state.State.RecentSyncs;
        var at = known.IndexOf(known.FirstOrDefault(sync => sync.RunId == status.RunId)!);
        known = at >= 0 ? known.SetItem(at, summary) : known.Add(summary);
        if (status is { UploadId: null, InputSha256: not null, Reports.IsDefaultOrEmpty: false } && status.Reports.All(report => report.Complete))
        {
            state.State.CaptureSha256 = status.InputSha256;
        }

        state.State.RecentSyncs = known.Length > SyncsRemembered ? known.RemoveRange(0, known.Length - SyncsRemembered) : known;
    }

    private void RememberDiscarded(string runId) => state.State.RecentSyncs =
        [.. state.State.RecentSyncs.Select(sync => sync.RunId == runId ? sync with { Phase = RunPhase.Discarded } : sync)];
}

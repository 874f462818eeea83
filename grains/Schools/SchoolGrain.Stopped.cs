namespace Uso.Grains.Schools;

/// <summary>
/// A run that a fault stopped while it was applying. Half a plan is nothing to plan anew from: it goes on, with the very same plan, before anything else changes
/// the school's accounts. By itself every hour and with the night, or because somebody asks for a run. The service desk leaves it with an override.
/// </summary>
internal sealed partial class SchoolGrain
{
    private static readonly TimeSpan ResumePause = TimeSpan.FromHours(1);

    private void NoteStopped(RunStatus status)
    {
        if (status is { Phase: RunPhase.Failed, FailedIn: RunPhase.Applying or RunPhase.ApplyingHeld })
        {
            var now = time.GetUtcNow();
            state.State.StoppedOrder = state.State.ActiveOrder ?? state.State.StoppedOrder;
            state.State.Stopped = new StoppedRun
            {
                RunId = status.RunId,
                Since = state.State.Stopped?.RunId == status.RunId ? state.State.Stopped.Since : status.RestedAt ?? now,
                Planned = status.Planned,
                Applied = status.Applied,
                ResumeAt = now + ResumePause,
            };
        }
        else if (state.State.Stopped?.RunId == status.RunId)
        {
            ForgetStopped();
        }
    }

    /// <summary>True when a run that was stopped goes on first, and nothing else may begin.</summary>
    private async Task<bool> StoppedFirstAsync(string? runId)
    {
        if (state.State.Stopped is not { } stopped || stopped.RunId == runId)
        {
            return false;
        }

        await ResumeAsync(stopped.RunId);
        return true;
    }

    private async Task ResumeAsync(string runId)
    {
        // Written first: a run that goes on is never without its school's watch.
        state.State.ActiveRun = runId;
        state.State.ActiveOrder = state.State.Stopped?.RunId == runId ? state.State.StoppedOrder : null;
        await WriteAsync();
        await ScheduleAsync();
        await GrainFactory.SyncRun(new RunKey(Urn, runId)).ResumeAsync();
        Watch();
    }

    private void ForgetStopped()
    {
        state.State.Stopped = null;
        state.State.StoppedOrder = null;
    }

    /// <summary>What waited for the stopped run follows it.</summary>
    private async Task AfterStoppedAsync()
    {
        if (state.State is { ActiveRun: null, Stopped: null, NightWaits: { } due })
        {
            state.State.NightWaits = null;
            await StartNightAsync(due);
        }
    }
}

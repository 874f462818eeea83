namespace Uso.Grains.Schools;

/// <summary>A run whose risky part waits: decided by a named person, or answered by a newer export.</summary>
internal sealed partial class SchoolGrain
{
    public Task<Outcome<RunStarted>> ApproveRunAsync(Caller caller, string runId) => DecideHeldAsync(caller, runId, approve: true);

    public Task<Outcome<RunStarted>> DiscardRunAsync(Caller caller, string runId) => DecideHeldAsync(caller, runId, approve: false);

    /// <summary>A newer export that was processed answers what the held one asked; one that was refused, or failed, answers nothing.</summary>
    private async Task NoteHeldAsync(RunStatus status)
    {
        var held = state.State.HeldRun;
        if (held is not null && held != status.RunId && status.Phase is RunPhase.Complete or RunPhase.Held)
        {
            await GrainFactory.SyncRun(new RunKey(Urn, held!)).DiscardAsync(status.RequestedBy, status.RunId);
            RememberDiscarded(held!);
            held = null;
        }

        state.State.HeldRun = status.Phase is RunPhase.Held ? status.RunId : held == status.RunId ? null : held;
    }

    private async Task<Outcome<RunStarted>> DecideHeldAsync(Caller caller, string runId, bool approve)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin) is { } notAllowed)
        {
            return notAllowed;
        }

        if (await BusyWithAnotherAsync(runId) || await StoppedFirstAsync(runId))
        {
            return Busy();
        }

        // Read after that: the other run may just have replaced this one.
        if (await StatusAsync(runId) is not { } status)
        {
            return new Problem(ProblemCodes.NotFound, "The school has no such run.");
        }

        var starts = approve && status.Phase is RunPhase.Held;
        if (status.Phase is RunPhase.Held)
        {
            await AuditAsync(caller, approve ? "run-approved" : "run-discarded", runId, id: $"{runId}/{(approve ? "approved" : "discarded")}");
        }

        if (starts)
        {
            // Written first: a run that goes on is never without its school's watch, whatever happens in between.
            state.State.ActiveRun = runId;
            await WriteAsync();
            await ScheduleAsync();
        }

        var run = GrainFactory.SyncRun(new RunKey(Urn, runId));
        var outcome = await (approve ? run.ApproveAsync(caller.Subject) : run.DiscardAsync(caller.Subject, null));
        if (!outcome.TryGet(out _, out var problem))
        {
            return problem;
        }

        if (state.State.HeldRun == runId || state.State.HeldUpkeep == runId)
        {
            if (!approve && state.State.HeldRun == runId)
            {
                RememberDiscarded(runId);
            }

            state.State.HeldRun = state.State.HeldRun == runId ? null : state.State.HeldRun;
            state.State.HeldUpkeep = state.State.HeldUpkeep == runId ? null : state.State.HeldUpkeep;
            await WriteAsync();
        }

        if (starts)
        {
            Watch();
        }

        return new RunStarted { RunId = runId, Repeated = !starts && approve };
    }
}

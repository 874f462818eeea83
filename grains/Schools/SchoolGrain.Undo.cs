namespace Uso.Grains.Schools;

/// <summary>Runs that revert another one.</summary>
internal sealed partial class SchoolGrain
{
    public async Task<Outcome<RunStarted>> UndoRunAsync(Caller caller, string runId, string operationId, bool dryRun)
    {
        if (Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.LaOperator) is { } notAllowed)
        {
            return notAllowed;
        }

        if (operationId.Length is 0 or > OperationIdLength)
        {
            return new Problem(ProblemCodes.InvalidValue, "An operation id has 1 to 100 characters.");
        }

        var digest = OperationLog.DigestOf((dryRun ? "undo-dry " : "undo ") + runId);
        if (await KnownAsync(operationId, digest) is { } known)
        {
            return known;
        }

        if (await StatusAsync(runId) is not { } status)
        {
            return new Problem(ProblemCodes.NotFound, "The school has no such run.");
        }

        if (status.IsMerger ? caller.Role is not (Role.ServiceDesk or Role.LaOperator) : caller.Role is Role.LaOperator)
        {
            return NotAllowed();
        }

        if (status.ForgottenAt is not null)
        {
            return new Problem(ProblemCodes.RunDataGone, "The run is older than plans are kept: it cannot be undone any more.");
        }

        if (status.Phase is not (RunPhase.Complete or RunPhase.Held or RunPhase.Discarded))
        {
            return new Problem(ProblemCodes.RunState, "Only a run that changed something can be undone.");
        }

        return await BeginAsync(
            new RunOrder
            {
                OperationId = operationId,
                Kind = RunKind.Undo,
                DryRun = dryRun,
                RequestedBy = caller.Subject,
                RequestedAt = time.GetUtcNow(),
                School = state.State.Details!,
                UndoOf = runId,
                IsMerger = status.IsMerger,
                AnyLa = caller.Role is Role.ServiceDesk,
            },
            digest,
            caller);
    }
}

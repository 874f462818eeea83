using System.Collections.Immutable;
using System.Globalization;

namespace Uso.Grains.Schools;

/// <summary>The order of runs: one at a time, started by a person, the night or after a crash.</summary>
internal sealed partial class SchoolGrain
{
    private const int RunsKept = 400;

    public async Task<Outcome<RunStarted>> StartRunAsync(Caller caller, StartRun start)
    {
        // Accounts that are joined or parted may be several schools': that is not for one school to decide.
        if ((start.Actions.Any(action => action.IsMerger())
                ? Check(caller, Role.ServiceDesk, Role.LaOperator)
                : Check(caller, Role.ServiceDesk, Role.HeadTeacher, Role.SchoolAdmin, Role.System)) is { } notAllowed)
        {
            return notAllowed;
        }

        if (Invalid(caller, start) is { } invalid)
        {
            return invalid;
        }

        var digest = OperationLog.DigestOf(start);
        if (await KnownAsync(start.OperationId, digest) is { } known)
        {
            return known;
        }

        var order = new RunOrder
        {
            OperationId = start.OperationId,
            Kind = start.Actions.IsEmpty && start.Bulk is null ? RunKind.Sync : RunKind.ByHand,
            DryRun = start.DryRun,
            RequestedBy = caller.Subject,
            RequestedAt = time.GetUtcNow(),
            School = state.State.Details!,
            Actions = start.Actions,
            Bulk = start.Bulk,
            Override = start.Override,
            IsMerger = start.Actions.Any(action => action.IsMerger()),
            AnyLa = caller.Role is Role.ServiceDesk,
            Neighbours = await GrainFactory.LocalAuthority(LaCode.Parse(state.State.Details!.LaCode)).GetNeighboursAsync(Urn.Value),
        };
        order = order with { Policy = (await PolicySettingsAsync()).InForce };
        if (order.Kind is RunKind.Sync)
        {
            if (ForceRunRefused(caller, start) is { } refused)
            {
                return refused;
            }

            var sync = SyncOrder(order, start.UploadId);
            if (!sync.TryGet(out var complete, out var problem))
            {
                return problem;
            }

            order = await WithRolloverAsync(complete);
        }

        return await BeginAsync(order, digest, caller);
    }

    public Task<ImmutableArray<RunReference>> GetRunsAsync() => Task.FromResult(state.State.Runs.Reverse().Select(known => known.Run).ToImmutableArray());

    public async Task RunRestedAsync(string runId)
    {
        await NoteRestedAsync(runId);
        await AfterStoppedAsync();
        if (state.State is { ActiveRun: null, Stopped: null, UpkeepDue: true, Details: not null })
        {
            await UpkeepAsync();
        }
    }

    private async Task NoteRestedAsync(string runId)
    {
        if (state.State.ActiveRun != runId || await StatusAsync(runId) is not { } status || !status.IsAtRest())
        {
            return;
        }

        await TakeRenewedAsync(status);
        NoteRunOnUpload(status);
        NoteTrouble(status);
        Remember(status);
        NoteCutOver(status, state.State.ActiveOrder);
        NoteRunOnMisChange(status);
        NoteStopped(status);
        state.State.ActiveRun = null;
        state.State.ActiveOrder = null;
        if (status.Kind is RunKind.Sync && !status.DryRun)
        {
            await NoteHeldAsync(status);
            if (!status.Reports.IsEmpty)
            {
                state.State.FieldsSeen = [.. status.Reports.SelectMany(report => report.FieldsSeen.Select(field => $"{report.Report}.{field}"))];
            }
        }

        if (status.Kind is RunKind.Upkeep)
        {
            await NoteUpkeepAsync(status);
        }

        await WriteAsync();
        await ScheduleAsync();
    }

    private async Task<Outcome<RunStarted>> BeginAsync(RunOrder order, string digest, Caller caller)
    {
        if (await BusyWithAnotherAsync(runId: null))
        {
            return Busy();
        }

        if (order is { Override: not null, DryRun: false })
        {
            ForgetStopped();
        }
        else if (!order.DryRun && state.State.Stopped is { } stopped)
        {
            await ResumeAsync(stopped.RunId);
            return order.Kind is RunKind.Sync ? new RunStarted { RunId = stopped.RunId, Repeated = true } : Busy();
        }

        var runId = string.Create(CultureInfo.InvariantCulture, $"r{state.State.RunsEver + 1:000000}");
        await AuditRunAsync(caller, order, runId);
        state.State.RunsEver++;
        var runs = state.State.Runs.Add(new SchoolState.KnownRun
        {
            Run = new RunReference { RunId = runId, Kind = order.Kind, StartedAt = order.RequestedAt, OperationId = order.OperationId },
            Digest = digest,
        });
        state.State.Runs = runs.Length > RunsKept ? runs.RemoveRange(0, runs.Length - RunsKept) : runs;
        state.State.ActiveRun = runId;
        state.State.ActiveOrder = order;
        await WriteAsync();
        await ScheduleAsync();
        await DriveAsync();
        return new RunStarted { RunId = runId, Repeated = false };
    }

    /// <summary>The run that an operation started before, driven on in case a crash stopped it; a problem when the id stood for something else; null when new.</summary>
    private async Task<Outcome<RunStarted>?> KnownAsync(string operationId, string digest)
    {
        if (state.State.Runs.LastOrDefault(run => run.Run.OperationId == operationId) is not { } known)
        {
            return null;
        }

        if (known.Digest != digest)
        {
            return new Problem(ProblemCodes.OperationIdReused, "The operation id was used for something else.");
        }

        if (state.State.ActiveRun == known.Run.RunId)
        {
            await DriveAsync();
        }
        else if (state.State.ActiveRun is null && (await StatusAsync(known.Run.RunId))?.Phase is RunPhase.Failed)
        {
            // Asking again for what a fault stopped drives it on.
            if (!await StoppedFirstAsync(known.Run.RunId))
            {
                await ResumeAsync(known.Run.RunId);
            }
        }

        return new RunStarted { RunId = known.Run.RunId, Repeated = true };
    }

    /// <summary>Whether another run is under way. One that came to rest is taken note of first.</summary>
    private async Task<bool> BusyWithAnotherAsync(string? runId)
    {
        if (state.State.ActiveRun is not { } active || active == runId)
        {
            return false;
        }

        if (await StatusAsync(active) is not { } status || !status.IsAtRest())
        {
            return true;
        }

        await NoteRestedAsync(active);
        return false;
    }

    private static Problem Busy() => new(ProblemCodes.RunInProgress, "Another run of this school is under way.");

    private async Task<RunStatus?> StatusAsync(string runId) =>
        RunKey.IsRunId(runId) ? await GrainFactory.SyncRun(new RunKey(Urn, runId)).GetStatusAsync() : null;
}

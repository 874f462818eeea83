using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Uso.Grains.Schools;

/// <summary>The order of runs: one at a time, started by a person, the night or after a crash.</summary>
internal sealed partial class SchoolGrain
{
    private const int RunsKept = 400;
    private static readonly TimeSpan WatchWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    private IGrainTimer? _watch;

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
            Kind = start.Actions.IsEmpty ? RunKind.Sync : RunKind.ByHand,
            DryRun = start.DryRun,
            RequestedBy = caller.Subject,
            RequestedAt = time.GetUtcNow(),
            School = state.State.Details!,
            Actions = start.Actions,
            Override = start.Override,
            IsMerger = start.Actions.Any(action => action.IsMerger()),
            AnyLa = caller.Role is Role.ServiceDesk,
            Neighbours = await GrainFactory.LocalAuthority(LaCode.Parse(state.State.Details!.LaCode)).GetNeighboursAsync(Urn.Value),
        };
        if (order.Kind is RunKind.Sync)
        {
            var sync = SyncOrder(order, start.UploadId);
            if (!sync.TryGet(out var complete, out var problem))
            {
                return problem;
            }

            order = await WithRolloverAsync(complete);
        }

        return await BeginAsync(order, digest);
    }

    public Task<ImmutableArray<RunReference>> GetRunsAsync() => Task.FromResult(state.State.Runs.Reverse().Select(known => known.Run).ToImmutableArray());

    public async Task RunRestedAsync(string runId)
    {
        if (state.State.ActiveRun != runId || await StatusAsync(runId) is not { } status || !status.IsAtRest())
        {
            return;
        }

        NoteRunOnUpload(status);
        Remember(status);
        NoteCutOver(status, state.State.ActiveOrder);
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

        await WriteAsync();
        await ScheduleAsync();
    }

    private async Task<Outcome<RunStarted>> BeginAsync(RunOrder order, string digest)
    {
        if (state.State.ActiveRun is { } active)
        {
            if (await StatusAsync(active) is not { } status || !status.IsAtRest())
            {
                return Busy();
            }

            await RunRestedAsync(active);
        }

        var runId = string.Create(CultureInfo.InvariantCulture, $"r{++state.State.RunsEver:000000}");
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
            // Asking again for what a fault stopped is how it is driven on.
            state.State.ActiveRun = known.Run.RunId;
            await WriteAsync();
            await ScheduleAsync();
            await GrainFactory.SyncRun(new RunKey(Urn, known.Run.RunId)).ResumeAsync();
            Watch();
        }

        return new RunStarted { RunId = known.Run.RunId, Repeated = true };
    }

    /// <summary>Gives the active run its order, again if need be, and watches it.</summary>
    private async Task DriveAsync()
    {
        var run = GrainFactory.SyncRun(new RunKey(Urn, state.State.ActiveRun!));
        if (state.State.ActiveOrder is { } order && await run.GetStatusAsync() is null)
        {
            await run.StartAsync(order);
        }
        else
        {
            // Not another start: that would wait behind the run's work, and this school's callers behind that.
            await run.DriveAsync();
        }

        Watch();
    }

    private void Watch() =>
        _watch ??= this.RegisterGrainTimer(
            WatchAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    /// <summary>Waits for the active run outside the school's turns, then hands the news in through the front door.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (state.State.ActiveRun is { } runId && !cancellationToken.IsCancellationRequested)
            {
                var run = GrainFactory.SyncRun(new RunKey(Urn, runId));
                var since = time.GetTimestamp();
                var status = await run.WaitAsync(WatchWait).WaitAsync(cancellationToken);
                if (status?.IsAtRest() != false)
                {
                    // An activation that leaves must not wait for this: the call goes to the next one, which waits until this one has left.
                    await this.AsReference<ISchoolGrain>().RunRestedAsync(runId).WaitAsync(cancellationToken);
                    if (state.State.ActiveRun == runId)
                    {
                        // Approved or resumed meanwhile, or not started: whoever did that, or the reminder, looks again.
                        break;
                    }
                }
                else if (time.GetElapsedTime(since) < WatchWait)
                {
                    // A fault threw the run back to what is stored.
                    await Task.Delay(AfterFault, time, cancellationToken);
                    await run.DriveAsync().WaitAsync(cancellationToken);
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // This activation leaves; the reminder wakes the next one, which looks again.
        }
        catch (Exception exception)
        {
            // The reminder looks again within a minute.
            LogWatchFailed(exception, Urn.Value);
        }
        finally
        {
            _watch?.Dispose();
            _watch = null;
        }
    }

    private static Problem Busy() => new(ProblemCodes.RunInProgress, "Another run of this school is under way.");

    private async Task<RunStatus?> StatusAsync(string runId) =>
        RunKey.IsRunId(runId) ? await GrainFactory.SyncRun(new RunKey(Urn, runId)).GetStatusAsync() : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "School {Urn} lost sight of its run and will look again")]
    private partial void LogWatchFailed(Exception exception, string urn);
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Uso.Grains.Blobs;
using Uso.Grains.Hosting;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <inheritdoc cref="ISyncRunGrain"/>
[GrainType(GrainTypes.SyncRun)]
internal sealed partial class SyncRunGrain(
    [PersistentState(StorageNames.SyncRun, StorageNames.Default)] IPersistentState<SyncRunState> state,
    IBlobStore blobs,
    MisCatalog catalog,
    IDataProtectionProvider protection,
    IOptions<UsoGrainOptions> options,
    TimeProvider time,
    RunTelemetry telemetry,
    ILogger<SyncRunGrain> logger) : Grain, ISyncRunGrain
{
    private const int MostAttempts = 5;
    private const int LargestPage = 500;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(10);

    private TaskCompletionSource _rested = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RunKey? _key;
    private IGrainTimer? _work;
    private bool _working;
    private bool _lost;
    private int _appliedNow;

    /// <summary>The state as it is stored: what readers, who interleave, are told. What a write under way may yet lose is nobody's business.</summary>
    private RunStatus? _stored;

    // Asked for with every item of a plan.
    private RunKey Key => _key ??= RunKey.Parse(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = Status();
        return Task.CompletedTask;
    }

    public async Task<Outcome<Done>> StartAsync(RunOrder order)
    {
        if (state.State.Order is { } known)
        {
            if (OperationLog.DigestOf(known) != OperationLog.DigestOf(order))
            {
                return new Problem(ProblemCodes.OperationIdReused, "The run exists with another order.");
            }
        }
        else
        {
            state.State.Order = order;
            state.State.Phase = order is { Kind: RunKind.Sync, Sha256: null } ? RunPhase.Pulling : RunPhase.Planning;
            state.State.InputSha256 = order.Sha256;
            await WriteAsync();
        }

        Work(TimeSpan.Zero);
        return Done.Instance;
    }

    public Task DriveAsync()
    {
        Work(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    public async Task ResumeAsync()
    {
        if (state.State is { Phase: RunPhase.Failed, FailedIn: { } phase, ForgottenAt: null })
        {
            state.State.Phase = phase;
            state.State.FailedIn = null;
            state.State.RestedAt = null;
            state.State.Problem = null;
            state.State.Attempts = 0;
            state.State.Resumed = true;
            await WriteAsync();
            _rested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        Work(TimeSpan.Zero);
    }

    public Task<RunStatus?> GetStatusAsync() => Task.FromResult(Stored());

    public async Task<RunStatus?> WaitAsync(TimeSpan timeout)
    {
        if (Stored() is { } status && !status.IsAtRest())
        {
            try
            {
                await _rested.Task.WaitAsync(timeout < LongestWait ? timeout : LongestWait, time);
            }
            catch (TimeoutException)
            {
                // The caller asked to wait that long and no longer.
            }
        }

        return Stored();
    }

    public Task<ImmutableArray<PlanItem>> GetPlanAsync(int offset, int count) => ReadAsync<PlanItem>(state.State.PlanSha256, offset, count);

    public Task<ImmutableArray<RejectedRowDetail>> GetRejectedAsync(int offset, int count) =>
        ReadAsync<RejectedRowDetail>(state.State.RejectedSha256, offset, count);

    public Task<ImmutableArray<GroupPlanItem>> GetGroupChangesAsync(int offset, int count) =>
        ReadAsync<GroupPlanItem>(state.State.GroupsSha256, offset, count);

    public async Task<Outcome<Done>> PromoteAsync(string by)
    {
        if (state.State.PromotedBy is not null)
        {
            return Done.Instance;
        }

        if (state.State.ForgottenAt is not null)
        {
            return Gone();
        }

        if (state.State is not { Phase: RunPhase.DryRun, Order.ChangedFrom: not null })
        {
            return new Problem(ProblemCodes.RunState, "Only a dry run of a changed MIS is promoted.");
        }

        if ((await GrainFactory.Roster(Key.Urn).GetHeaderAsync()).Version != state.State.RosterVersion)
        {
            return new Problem(ProblemCodes.PreviewStale, "People changed since this dry run: make a new one and look at it.");
        }

        state.State.PromotedBy = by;
        state.State.RestedAt = null;
        state.State.Attempts = 0;
        state.State.Phase = RunPhase.Applying;
        await WriteAsync();
        _rested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work(TimeSpan.Zero);
        return Done.Instance;
    }

    public async Task<Outcome<Done>> ApproveAsync(string by)
    {
        if (state.State is { Phase: RunPhase.ApplyingHeld or RunPhase.Complete, DecidedBy: not null })
        {
            return Done.Instance;
        }

        if (state.State.Phase is not RunPhase.Held)
        {
            return new Problem(ProblemCodes.RunState, "The run holds nothing.");
        }

        if (state.State.ForgottenAt is not null)
        {
            return Gone();
        }

        state.State.DecidedBy = by;
        state.State.DecidedAt = time.GetUtcNow();
        state.State.Phase = RunPhase.ApplyingHeld;
        state.State.Applied = state.State.Reserved = _appliedNow = 0;
        await WriteAsync();
        _rested = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Work(TimeSpan.Zero);
        return Done.Instance;
    }

    public async Task<Outcome<Done>> DiscardAsync(string by, string? replacedByRun)
    {
        if (state.State.Phase is RunPhase.Discarded)
        {
            return Done.Instance;
        }

        if (state.State.Phase is not RunPhase.Held)
        {
            return new Problem(ProblemCodes.RunState, "The run holds nothing.");
        }

        state.State.DecidedBy = by;
        state.State.DecidedAt = time.GetUtcNow();
        state.State.ReplacedByRun = replacedByRun;
        await RestAsync(RunPhase.Discarded);
        return Done.Instance;
    }

    private void Work(TimeSpan delay)
    {
        if (_work is null && !_working && Status() is { } status && !status.IsAtRest())
        {
            _work = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(delay, Timeout.InfiniteTimeSpan) { KeepAlive = true });
        }
    }

    /// <summary>Goes from phase to phase until the run rests. Each phase is persisted before it acts, and acts the same when it is done again.</summary>
    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        // Disposing the timer cancels the token of its own tick: not before the work is done.
        using var tick = _work;
        _work = null;
        _working = true;
        try
        {
            while (!Status()!.IsAtRest())
            {
                await (state.State.Phase switch
                {
                    RunPhase.Pulling => PullAsync(cancellationToken),
                    RunPhase.Planning => PlanAsync(cancellationToken),
                    _ => ApplyPlanAsync(cancellationToken),
                });
            }
        }
        catch (MisExportException refused)
        {
            state.State.Problem = new Problem(refused.Code, refused.Message);
            await RestAsync(RunPhase.Refused);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            _working = false;
            LogAttemptFailed(exception, Key.Urn.Value, Key.RunId, state.State.Phase, state.State.Attempts + 1);
            if (_lost)
            {
                // This activation is leaving; the school's watch drives the next one on, from what is stored.
                return;
            }

            if (++state.State.Attempts >= MostAttempts)
            {
                state.State.FailedIn = state.State.Phase;
                state.State.Problem = new Problem("run-failed", "The run was stopped by a fault. Half applied, it goes on by itself; ask for a run to drive it on at once.");
                await RestAsync(RunPhase.Failed);
            }
            else
            {
                Work(RetryDelay * state.State.Attempts);
            }
        }
        finally
        {
            _working = false;
        }
    }

    private async Task RestAsync(RunPhase phase)
    {
        state.State.Phase = phase;
        state.State.RestedAt = time.GetUtcNow();
        await WriteAsync();
        telemetry.Rested(state.State.Order!.Kind, phase);
        _plan = default;
        _rested.TrySetResult();
    }

    private async Task WriteAsync()
    {
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory was not written. Who waits here would keep the activation from leaving.
            _lost = true;
            DeactivateOnIdle();
            _rested.TrySetResult();
            throw;
        }

        _stored = Status();
    }

    private async Task<ImmutableArray<T>> ReadAsync<T>(string? sha256, int offset, int count) =>
        sha256 is null
            ? []
            : await blobs.ReadLinesAsync<T>(sha256, Math.Max(0, offset), Math.Clamp(count, 0, LargestPage), CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Error, Message = "Run {RunId} of school {Urn} failed while {Phase}, attempt {Attempt}")]
    private partial void LogAttemptFailed(Exception exception, string urn, string runId, RunPhase phase, int attempt);
}

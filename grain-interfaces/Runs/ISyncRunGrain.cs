using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// One change to a school's accounts, by night, by hand or by undo: input, immutable plan, gate verdict, progress, outcome, what undo needs.
/// Key: <c>{urn}/{runId}</c>. Persists its phase before it acts; after a kill at any point, <see cref="DriveAsync"/> goes on from there with the same result.
/// </summary>
[Alias(TypeAliases.SyncRunGrain)]
public interface ISyncRunGrain : IGrainWithStringKey
{
    /// <summary>Accepts the order and begins. Idempotent. Errors: operation-id-reused when the run exists with another order.</summary>
    Task<Outcome<Done>> StartAsync(RunOrder order);

    /// <summary>Makes sure that an unfinished run is being worked on. Idempotent; returns at once, also while the run works, as it writes nothing.</summary>
    [AlwaysInterleave]
    Task DriveAsync();

    /// <summary>Takes up a run that a fault stopped, at the phase it stopped in. Idempotent; harmless in any other phase.</summary>
    Task ResumeAsync();

    /// <summary>
    /// Forgets what names people, once the run has rested since before that moment: export or capture, plan, rejected rows, changes of groups, decisions asked for.
    /// False when it is younger. Idempotent.
    /// </summary>
    Task<bool> ForgetAsync(DateTimeOffset restedBefore);

    /// <summary>Null when there is no such run.</summary>
    [AlwaysInterleave]
    Task<RunStatus?> GetStatusAsync();

    /// <summary>Waits until the run rests (complete, held, dry, refused, failed, discarded), or the time is up; then answers as <see cref="GetStatusAsync"/>.</summary>
    /// <param name="timeout">At most 25 s.</param>
    [AlwaysInterleave]
    [ResponseTimeout("00:00:40")]
    Task<RunStatus?> WaitAsync(TimeSpan timeout);

    /// <summary>Secrets that the MIS renewed while it was pulled, for the school to store; null when none were.</summary>
    [AlwaysInterleave]
    Task<RenewedSecrets?> GetRenewedAsync();

    /// <summary>The school has stored the renewed secrets: this run keeps none. Idempotent.</summary>
    Task ForgetSecretsAsync();

    /// <summary>A page of the plan, in plan order, up to 500 items; empty past its end.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<PlanItem>> GetPlanAsync(int offset, int count);

    /// <summary>Rows that could not be used, in source order, up to 500.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<RejectedRowDetail>> GetRejectedAsync(int offset, int count);

    /// <summary>What the run does to groups, up to 500.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<GroupPlanItem>> GetGroupChangesAsync(int offset, int count);

    /// <summary>Applies a dry run of a changed MIS, as planned. Idempotent. Errors: run-state, preview-stale when the roster changed since.</summary>
    Task<Outcome<Done>> PromoteAsync(string by);

    /// <summary>Applies the held part. Errors: run-state.</summary>
    Task<Outcome<Done>> ApproveAsync(string by);

    /// <summary>Drops the held part. Idempotent. Errors: run-state.</summary>
    Task<Outcome<Done>> DiscardAsync(string by, string? replacedByRun);
}

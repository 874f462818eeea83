using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// A school's roster: one entry for each person its exports had, with the account, the fingerprint of the last row seen, and what is undecided.
/// Key: URN. Kept in pages; an entry never changes its page. Only runs write here. Never calls the match index.
/// </summary>
[Alias(TypeAliases.RosterGrain)]
public interface IRosterGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<RosterHeader> GetHeaderAsync();

    /// <summary>Entries of one page, 0 to <see cref="RosterHeader.Pages"/> - 1.</summary>
    [AlwaysInterleave]
    Task<RosterPage> GetPageAsync(int page);

    /// <summary>Null when the roster has no such person.</summary>
    [AlwaysInterleave]
    Task<RosterEntry?> GetEntryAsync(AccountKind kind, string misId);

    /// <summary>Entries that fit, by name; <see cref="RosterMatches.Total"/> counts all of them.</summary>
    [AlwaysInterleave]
    Task<RosterMatches> QueryAsync(RosterQuery query);

    /// <summary>A page of match cases, open or decided. Costs little when there are none, and no more memory than a page when there are many.</summary>
    [AlwaysInterleave]
    Task<CasePage> GetCasesAsync(CaseQuery query);

    /// <summary>What is due without an export.</summary>
    [AlwaysInterleave]
    Task<RosterDue> GetDueAsync();

    /// <summary>
    /// Puts and removes entries. The same operation again changes nothing; the same id with other content is refused. Errors: operation-id-reused.
    /// </summary>
    Task<Outcome<RosterHeader>> ApplyAsync(RosterChange change);

    /// <summary>
    /// The account went to another school: its entry here shows where. Harmless when the entry is gone or already says so.
    /// </summary>
    /// <param name="runKey">The other school's run, <c>{urn}/{runId}</c>: run ids alone repeat from school to school.</param>
    Task MarkMovedAsync(string username, string toUrn, string runKey, DateTimeOffset at);

    /// <summary>Another school of the person set these values over the MIS's: the account has them here too. Harmless when the account is not here. Idempotent.</summary>
    Task OverrideAsync(string username, ImmutableArray<FieldOverride> overrides, DateOnly today);

    /// <summary>
    /// Undo of <see cref="MarkMovedAsync"/>: the entry is what it was before that run's school took the account, allocated or in the pool. Idempotent.
    /// </summary>
    Task UnmarkMovedAsync(string username, string runKey, DateTimeOffset at);

    /// <summary>Notes that another school's export has a pupil who is here, or no longer has. Harmless when the account is not here. Idempotent.</summary>
    Task NoteClaimAsync(string username, string byUrn, bool claims);

    /// <summary>
    /// Two accounts became one: the retired one's entries here have the kept one now, and remember. Idempotent. Answers the entries of both as they are then.
    /// </summary>
    /// <param name="runKey">The run that merges, <c>{urn}/{runId}</c>.</param>
    Task<ImmutableArray<RosterEntry>> MergeAsync(string retired, string kept, string runKey, DateTimeOffset at);

    /// <summary>Undo of <see cref="MergeAsync"/>: what that run changed here is as it was, but for what was changed since. Idempotent. Answers as that does.</summary>
    /// <param name="merger">The run that merged.</param>
    /// <param name="runKey">The run that splits.</param>
    Task<ImmutableArray<RosterEntry>> SplitAsync(string retired, string kept, string merger, string runKey, DateTimeOffset at);
}

/// <summary>One page of a roster's entries. Key: <c>{urn}/{page}</c>. Called only by its roster.</summary>
[Alias(TypeAliases.RosterPageGrain)]
public interface IRosterPageGrain : IGrainWithStringKey
{
    Task<RosterPage> GetAsync();

    /// <summary>Replaces the page. Idempotent.</summary>
    Task PutAsync(RosterPage page);
}

using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.RosterStatus)]
public enum RosterStatus
{
    /// <summary>Has an account, which this school has.</summary>
    Allocated,

    /// <summary>A match case: a similar person exists, a human decides.</summary>
    Review,

    /// <summary>On the exclusion list: no account, ever.</summary>
    Excluded,

    /// <summary>Gone from the MIS beyond the grace: in the unallocated pool, restorable.</summary>
    Unallocated,

    /// <summary>The account is with another school now.</summary>
    Moved,

    /// <summary>The same person as another entry of this roster, which has the account: two accounts were made one.</summary>
    Merged,
}

/// <summary>One person of a school's roster.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RosterEntry)]
public sealed record RosterEntry
{
    [Id(0)] public required AccountKind Kind { get; init; }
    [Id(1)] public required string MisId { get; init; }
    [Id(2)] public required RosterStatus Status { get; init; }

    /// <summary>The account; null for cases, and for exclusions of people who had none.</summary>
    [Id(3)] public string? Username { get; init; }
    [Id(4)] public required PersonIdentity Identity { get; init; }
    [Id(5)] public string? YearGroup { get; init; }
    [Id(6)] public string? RegistrationGroup { get; init; }

    /// <summary>First eight bytes of the SHA-256 of the canonical row: equal means that the row did not change.</summary>
    [Id(7)] public ulong Fingerprint { get; init; }

    /// <summary>Has not started yet.</summary>
    [Id(8)] public bool IsFuture { get; init; }
    [Id(9)] public DateOnly? StartDate { get; init; }

    /// <summary>First day on which a complete export lacked the person; null when the last one had them.</summary>
    [Id(10)] public DateOnly? MissingSince { get; init; }

    /// <summary>Moved: the URN that has the account now. Excluded: the one that took it since.</summary>
    [Id(11)] public string? MovedTo { get; init; }

    /// <summary>Review: who it might be, best first.</summary>
    [Id(12)] public ImmutableArray<CaseCandidate> Candidates { get; init; } = [];

    /// <summary>The rule, or the person, that decided the status.</summary>
    [Id(13)] public required string DecidedBy { get; init; }

    /// <summary>A person decided; no later run undoes it.</summary>
    [Id(14)] public bool ByHand { get; init; }

    /// <summary>When the status last changed, UTC.</summary>
    [Id(15)] public required DateTimeOffset Since { get; init; }

    /// <summary>The run that last wrote the entry; <c>{urn}/{runId}</c> when that was another school's.</summary>
    [Id(16)] public required string RunId { get; init; }

    /// <summary>Null when the MIS does not say, as in old data.</summary>
    [Id(17)] public Enrolment? Enrolment { get; init; }

    /// <summary>Moved: since when this school's export has had the person all the same; null when it has not.</summary>
    [Id(18)] public DateOnly? ClaimedSince { get; init; }

    /// <summary>Other schools whose exports have the person too, by URN. Their runs note it; a plan never does.</summary>
    [Id(19)] public ImmutableArray<string> AlsoClaimedBy { get; init; } = [];

    /// <summary>Mergers of accounts that changed this entry, oldest first: what a split needs.</summary>
    [Id(20)] public ImmutableArray<EntryMerger> Mergers { get; init; } = [];

    /// <summary>The decision of a person that stands; null when none does, and for decisions of before these were kept.</summary>
    [Id(21)] public HumanDecision? Decision { get; init; }

    /// <summary>Review: who looked at the case last and left it open.</summary>
    [Id(22)] public LeftOpen? Left { get; init; }

    /// <summary>Accounts that a person said are not this one: no rule links them again.</summary>
    [Id(23)] public ImmutableArray<string> Refused { get; init; } = [];

    /// <summary>MIS ids that the person had here before, the newest first, at most five: history, and help for whoever decides a case.</summary>
    [Id(24)] public ImmutableArray<OldLink> OldLinks { get; init; } = [];

    /// <summary>Left open, and the case has not changed since.</summary>
    public bool IsLeft() => Left is { } left && left.At >= Since;

    /// <summary>Excluded: who said so, and why; null in old data. Allocated: an excluded person who has an account, until somebody decides what becomes of it.</summary>
    [Id(25)] public ExclusionMark? Exclusion { get; init; }

    /// <summary>Kept although no current export has the person; null when nobody said so.</summary>
    [Id(26)] public KeepMark? Keep { get; init; }

    /// <summary>Values set over the MIS's; <see cref="Identity"/> has them.</summary>
    [Id(27)] public ImmutableArray<FieldOverride> Overrides { get; init; } = [];

    /// <summary>When the account was made here or moved here, UTC; null in old data: <see cref="Since"/>.</summary>
    [Id(28)] public DateTimeOffset? Arrived { get; init; }

    /// <summary>Moved: what the entry was until then, which undoing the move goes back to; null in old data: allocated.</summary>
    [Id(29)] public EntryBeforeMove? BeforeMove { get; init; }

    /// <summary>Whether the person has not started on that day.</summary>
    public bool IsFutureOn(DateOnly day) => IsFuture && !(StartDate <= day);

    /// <summary>Usernames that people of this entry had before, oldest first: consumers may know them.</summary>
    public IEnumerable<string> PreviousUsernames() =>
        Mergers.IsDefaultOrEmpty || Mergers[^1].Kept != Username ? [] : Mergers.Select(merger => merger.Retired).Distinct();
}

/// <summary>What an entry was before another school took the account.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.EntryBeforeMove)]
public sealed record EntryBeforeMove
{
    [Id(0)] public required RosterStatus Status { get; init; }
    [Id(1)] public required DateTimeOffset Since { get; init; }
    [Id(2)] public required string DecidedBy { get; init; }
}

/// <summary>What an entry was before two accounts were made one.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.EntryMerger)]
public sealed record EntryMerger
{
    /// <summary>The run that did it, <c>{urn}/{runId}</c>.</summary>
    [Id(0)] public required string RunKey { get; init; }
    [Id(1)] public required string Retired { get; init; }
    [Id(2)] public required string Kept { get; init; }

    /// <summary>The entry's account and status until then.</summary>
    [Id(3)] public required string Username { get; init; }
    [Id(4)] public required RosterStatus Status { get; init; }
}

/// <summary>An account that a case might be about.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.CaseCandidate)]
public sealed record CaseCandidate
{
    [Id(0)] public required string Username { get; init; }

    /// <summary>How each field compares: <c>firstName=same lastName=different dateOfBirth=same upn=missing school=same</c>.</summary>
    [Id(1)] public required string Evidence { get; init; }

    /// <summary>Rules that forbid a link without a human.</summary>
    [Id(2)] public ImmutableArray<string> Vetoes { get; init; } = [];

    /// <summary>The evidence as a sentence for people at a school; empty in cases of older versions.</summary>
    [Id(3)] public string Words { get; init; } = "";
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RosterHeader)]
public sealed record RosterHeader
{
    /// <summary>Grows with every change: equal versions mean equal entries.</summary>
    [Id(0)] public required long Version { get; init; }
    [Id(1)] public required int Pages { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RosterPage)]
public sealed record RosterPage
{
    [Id(0)] public required ImmutableArray<RosterEntry> Entries { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RosterChange)]
public sealed record RosterChange
{
    [Id(0)] public required string OperationId { get; init; }

    /// <summary>Put by kind and MIS id.</summary>
    [Id(1)] public required ImmutableArray<RosterEntry> Puts { get; init; }

    /// <summary>Entries to remove, as they stand in the roster; unknown ones are ignored.</summary>
    [Id(2)] public ImmutableArray<MisLink> Removals { get; init; } = [];

    /// <summary>
    /// For each put, in order, the <see cref="RosterEntry.RunId"/> that the plan behind it saw; null where it saw no entry. An entry whose account
    /// another school took since then stays as it is.
    /// </summary>
    [Id(3)] public required ImmutableArray<string?> SeenRuns { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RosterQuery)]
public sealed record RosterQuery
{
    [Id(0)] public AccountKind? Kind { get; init; }
    [Id(1)] public RosterStatus? Status { get; init; }

    /// <summary>Any part of name, username, UPN, year group or registration group; case does not matter.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>Newest creation or move first, instead of by name.</summary>
    [Id(3)] public bool NewestFirst { get; init; }

    /// <summary>Only people whom the last complete export lacked.</summary>
    [Id(4)] public bool Missing { get; init; }
    [Id(5)] public int Skip { get; init; }

    /// <summary>At most 500.</summary>
    [Id(6)] public int Take { get; init; } = 100;

    /// <summary>Only accounts that no current export backs: asked for by hand, missing, or not found again after the school changed its MIS.</summary>
    [Id(7)] public bool NonMis { get; init; }

    /// <summary>Only excluded people, those among them too who have an account.</summary>
    [Id(8)] public bool Excluded { get; init; }

    /// <summary>Accounts that fit <see cref="Text"/> for a reason that the roster does not know: members of a class of that name.</summary>
    [Id(9)] public ImmutableArray<string> Members { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RosterMatches)]
public sealed record RosterMatches
{
    [Id(0)] public required ImmutableArray<RosterEntry> Entries { get; init; }
    [Id(1)] public required int Total { get; init; }
}

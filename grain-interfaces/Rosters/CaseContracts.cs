using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>What a person decided about somebody of the roster, and what it takes to take it back. It stands until somebody does: no export and no rule overrides it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.HumanDecision)]
public sealed record HumanDecision
{
    [Id(0)] public required HandActionType Type { get; init; }
    [Id(1)] public required string By { get; init; }
    [Id(2)] public required DateTimeOffset At { get; init; }
    [Id(3)] public string? Note { get; init; }

    /// <summary>The run that carried it out.</summary>
    [Id(4)] public required string RunId { get; init; }

    /// <summary>The case as it stood: the rule that asked, and whom the person might have been.</summary>
    [Id(5)] public required string Rule { get; init; }
    [Id(6)] public ImmutableArray<CaseCandidate> Candidates { get; init; } = [];

    /// <summary>Match: the entry of this roster that had the account until then.</summary>
    [Id(7)] public RosterEntry? Displaced { get; init; }

    /// <summary>Match: the school that the account came from.</summary>
    [Id(8)] public string? FromUrn { get; init; }

    /// <summary>The person's status until then; null when the roster did not know them.</summary>
    [Id(9)] public RosterStatus? Was { get; init; }
}

/// <summary>A MIS id that a person had at the school before.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.OldLink)]
public sealed record OldLink
{
    /// <summary>Code of the MIS whose id it was.</summary>
    [Id(0)] public required string Mis { get; init; }
    [Id(1)] public required string MisId { get; init; }
    [Id(2)] public required DateTimeOffset Until { get; init; }

    /// <summary>The run that found the person under another id, or not at all.</summary>
    [Id(3)] public required string RunId { get; init; }
}

/// <summary>Somebody looked at a case and left it open.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.LeftOpen)]
public sealed record LeftOpen
{
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public string? Note { get; init; }
}

/// <summary>Which cases are meant. Everything given must hold.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.CaseFilter)]
public sealed record CaseFilter
{
    [Id(0)] public AccountKind? Kind { get; init; }

    /// <summary>The rule that made it a case.</summary>
    [Id(1)] public string? Rule { get; init; }
    [Id(2)] public string? YearGroup { get; init; }
    [Id(3)] public int? MinCandidates { get; init; }
    [Id(4)] public int? MaxCandidates { get; init; }

    /// <summary>Fields that are the same in the best candidate: <c>firstName</c>, <c>lastName</c>, <c>dateOfBirth</c>, <c>upn</c>, <c>school</c>.</summary>
    [Id(5)] public ImmutableArray<string> Same { get; init; } = [];

    /// <summary>Nothing but the rules' caution speaks against the best candidate: it has no veto.</summary>
    [Id(6)] public bool NoVetoes { get; init; }

    /// <summary>True: only cases that somebody left open and that have not changed since. False: only the others.</summary>
    [Id(7)] public bool? Left { get; init; }

    /// <summary>One of the candidates is this account.</summary>
    [Id(8)] public string? Candidate { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.CaseQuery)]
public sealed record CaseQuery
{
    [Id(0)] public CaseFilter Filter { get; init; } = new();

    /// <summary>Decided cases, the newest decision first, instead of open ones.</summary>
    [Id(1)] public bool Decided { get; init; }

    /// <summary>Where the page before ended; null for the first.</summary>
    [Id(2)] public string? After { get; init; }

    /// <summary>At most 500; 0 only counts.</summary>
    [Id(3)] public int Take { get; init; } = 100;
}

/// <summary>Cases in the order in which they wait: the longest first, and last those that somebody left open.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.CasePage)]
public sealed record CasePage
{
    [Id(0)] public required ImmutableArray<MatchCase> Cases { get; init; }

    /// <summary>All that fit, on whatever page.</summary>
    [Id(1)] public required int Total { get; init; }

    /// <summary>For the next page; null on the last.</summary>
    [Id(2)] public string? Next { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.MatchCase)]
public sealed record MatchCase
{
    [Id(0)] public required RosterEntry Entry { get; init; }

    /// <summary>Whom of this roster the candidates' accounts belong to now: what a person who decides wants to know next.</summary>
    [Id(1)] public ImmutableArray<RosterEntry> Holders { get; init; } = [];
}

/// <summary>One decision about every open case that fits.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.BulkDecision)]
public sealed record BulkDecision
{
    /// <summary>Match (each with its best candidate), Create, Exclude or Leave.</summary>
    [Id(0)] public required HandActionType Type { get; init; }
    [Id(1)] public required CaseFilter Filter { get; init; }
    [Id(2)] public string? Note { get; init; }

    /// <summary>How many the caller was told it would decide; another number is refused. Null decides whatever fits.</summary>
    [Id(3)] public int? Expected { get; init; }
}

/// <summary>What a bulk decision came to. <see cref="Decided"/> and everything <see cref="Skipped"/> add up to <see cref="Fits"/>.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.BulkOutcome)]
public sealed record BulkOutcome
{
    [Id(0)] public required int Fits { get; init; }
    [Id(1)] public required int Decided { get; init; }

    /// <summary>Reason → how many were left alone for it: <c>no-candidate</c>, <c>account-in-use</c>.</summary>
    [Id(2)] public ImmutableDictionary<string, int> Skipped { get; init; } = ImmutableDictionary<string, int>.Empty;
}

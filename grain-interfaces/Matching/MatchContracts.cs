using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Immutable, Alias(TypeAliases.MatchBatch)]
public sealed record MatchBatch
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required ImmutableArray<MatchQuery> Queries { get; init; }

    /// <summary>Asked of a neighbour: only people of these schools count; empty when all do.</summary>
    [Id(2)] public ImmutableArray<string> Schools { get; init; } = [];

    /// <summary>Asked by a school of another LA, which proposes usernames of its own.</summary>
    [Id(3)] public bool IsGuest { get; init; }

    /// <summary>Other LAs are asked too: answers tell what weighing them against each other takes, a link's evidence and whether there is a namesake.</summary>
    [Id(4)] public bool Widened { get; init; }
}

/// <summary>People whom a run is about to give the usernames that were proposed for them.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ReserveBatch)]
public sealed record ReserveBatch
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required ImmutableArray<MatchQuery> Queries { get; init; }

    /// <summary>In the order of the queries.</summary>
    [Id(2)] public required ImmutableArray<string> Usernames { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.MatchQuery)]
public sealed record MatchQuery
{
    [Id(0)] public required AccountKind Kind { get; init; }
    [Id(1)] public required string MisId { get; init; }
    [Id(2)] public required PersonIdentity Identity { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.MatchVerdict)]
public enum MatchVerdict
{
    Linked,
    Create,
    Review,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.MatchAnswer)]
public sealed record MatchAnswer
{
    [Id(0)] public required MatchVerdict Verdict { get; init; }
    [Id(1)] public required string Rule { get; init; }

    /// <summary>Linked: the account. Create: a free username.</summary>
    [Id(2)] public string? Username { get; init; }

    /// <summary>Linked: the school that the index has the account at; null when none has it.</summary>
    [Id(3)] public string? AccountUrn { get; init; }
    /// <summary>Review: who it might be. Linked, when widened: the account with its evidence.</summary>
    [Id(4)] public ImmutableArray<CaseCandidate> Candidates { get; init; } = [];

    /// <summary>Widened: somebody here has the person's two names, or ones near them, be they born when they may.</summary>
    [Id(5)] public bool HasNamesake { get; init; }
}

/// <summary>Answers in the order of the queries.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MatchAnswers)]
public sealed record MatchAnswers
{
    [Id(0)] public required ImmutableArray<MatchAnswer> Answers { get; init; }
    [Id(1)] public required string RulesVersion { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.IndexedAccount)]
public sealed record IndexedAccount
{
    [Id(0)] public required string Username { get; init; }
    [Id(1)] public required AccountKind Kind { get; init; }
    [Id(2)] public required PersonIdentity Identity { get; init; }
    [Id(3)] public required string Urn { get; init; }

    /// <summary>The school has the account now; false for the unallocated.</summary>
    [Id(4)] public required bool Allocated { get; init; }

    /// <summary>Has not started yet: not published.</summary>
    [Id(5)] public bool IsFuture { get; init; }

    /// <summary>The school has nothing to do with the account any more: it moved on.</summary>
    [Id(6)] public bool Gone { get; init; }
}

/// <summary>People whom a consumer knows, to be found among those it may know of.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.FindBatch)]
public sealed record FindBatch
{
    [Id(0)] public required ImmutableArray<FindQuery> Queries { get; init; }

    /// <summary>URNs of the schools whose published people count. All others are as if they were not there.</summary>
    [Id(1)] public required ImmutableArray<string> Schools { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.FindQuery)]
public sealed record FindQuery
{
    [Id(0)] public required AccountKind Kind { get; init; }

    /// <summary>URN of the school that the consumer has the person at.</summary>
    [Id(1)] public required string Urn { get; init; }
    [Id(2)] public required PersonIdentity Identity { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.IndexUpdate)]
public sealed record IndexUpdate
{
    /// <summary>In this order.</summary>
    [Id(0)] public ImmutableArray<IndexedAccount> Puts { get; init; } = [];

    /// <summary>Usernames that nobody has any more.</summary>
    [Id(1)] public ImmutableArray<string> Removals { get; init; } = [];
}

/// <summary>Two accounts that are likely one person's.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.LikelyDuplicate)]
public sealed record LikelyDuplicate
{
    /// <summary>The username that comes first in the alphabet.</summary>
    [Id(0)] public required string First { get; init; }
    [Id(1)] public required string Second { get; init; }
    [Id(2)] public required AccountKind Kind { get; init; }

    /// <summary>Stable code of the rule that holds them to be one.</summary>
    [Id(3)] public required string Rule { get; init; }

    /// <summary>The evidence as a sentence, the first account's values first.</summary>
    [Id(4)] public required string Words { get; init; }

    /// <summary>URNs of the schools that speak for each.</summary>
    [Id(5)] public required string FirstUrn { get; init; }
    [Id(6)] public required string SecondUrn { get; init; }
}

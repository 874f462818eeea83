using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>What people said of likely double accounts of an LA. Key: LA code. Who looks for them is the match index; who merges them is a run.</summary>
[Alias(TypeAliases.DuplicatesGrain)]
public interface IDuplicatesGrain : IGrainWithStringKey
{
    /// <summary>Likely double accounts that fit, the likeliest first.</summary>
    [ReadOnly]
    Task<DuplicatePage> QueryAsync(DuplicateQuery query);

    /// <summary>
    /// Says that two accounts are two people's, or takes that back. Kept until then, whatever the rules think of the pair. Idempotent.
    /// Errors: forbidden (service desk, operators of the LA), invalid-value.
    /// </summary>
    Task<Outcome<Done>> DecideAsync(Caller caller, DecideDuplicate decision);
}

[GenerateSerializer, Immutable, Alias(TypeAliases.DuplicateQuery)]
public sealed record DuplicateQuery
{
    [Id(0)] public AccountKind? Kind { get; init; }

    /// <summary>The rule that holds the two to be one.</summary>
    [Id(1)] public string? Rule { get; init; }

    /// <summary>A school that has, or had last, either account.</summary>
    [Id(2)] public string? Urn { get; init; }

    /// <summary>Either account.</summary>
    [Id(3)] public string? Username { get; init; }

    /// <summary>Pairs that somebody said are two people, instead of those that nobody has looked at.</summary>
    [Id(4)] public bool Decided { get; init; }
    [Id(5)] public int Skip { get; init; }

    /// <summary>At most 500.</summary>
    [Id(6)] public int Take { get; init; } = 100;
}

[GenerateSerializer, Immutable, Alias(TypeAliases.DuplicatePage)]
public sealed record DuplicatePage
{
    [Id(0)] public required ImmutableArray<DuplicateCase> Cases { get; init; }

    /// <summary>All that fit, on whatever page.</summary>
    [Id(1)] public required int Total { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.DuplicateCase)]
public sealed record DuplicateCase
{
    [Id(0)] public required LikelyDuplicate Pair { get; init; }

    /// <summary>Null while nobody has said that they are two people.</summary>
    [Id(1)] public TwoPeople? Decision { get; init; }
}

/// <summary>A person said that two accounts are two people's.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.TwoPeople)]
public sealed record TwoPeople
{
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public string? Note { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.DecideDuplicate)]
public sealed record DecideDuplicate
{
    [Id(0)] public required string First { get; init; }
    [Id(1)] public required string Second { get; init; }

    /// <summary>False takes it back.</summary>
    [Id(2)] public required bool AreTwo { get; init; }

    /// <summary>Why; no names of people.</summary>
    [Id(3)] public string? Note { get; init; }
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>A local authority: its schools, its consumers, and the nightly reminder that builds their snapshots. Key: LA code.</summary>
[Alias(TypeAliases.LocalAuthorityGrain)]
public interface ILocalAuthorityGrain : IGrainWithStringKey
{
    /// <summary>Idempotent.</summary>
    Task AddSchoolAsync(string urn);

    /// <summary>A consumer may read this LA from now on. Idempotent.</summary>
    Task AddConsumerAsync(string consumer);

    /// <summary>Idempotent.</summary>
    Task RemoveConsumerAsync(string consumer);

    /// <summary>
    /// Sets the LAs whose schools count as local to every school of this one. Says nothing of the other way round. Idempotent.
    /// Errors: forbidden (service desk, operators of this LA), invalid-value.
    /// </summary>
    Task<Outcome<LocalAuthorityDetails>> SetNeighboursAsync(Caller caller, ImmutableArray<string> localAuthorities);

    /// <summary>
    /// Sets schools of other LAs that count as local to one school of this one. Idempotent. Errors: forbidden, school-not-found (not of this LA), invalid-value.
    /// </summary>
    Task<Outcome<ImmutableArray<LocalSchools>>> SetSchoolNeighboursAsync(Caller caller, string urn, ImmutableArray<string> schools);

    /// <summary>Plans the rollover of every school that has no plan of its own; null takes the plan back. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<LocalAuthorityDetails>> SetRolloverAsync(Caller caller, PutRollover? rollover);

    /// <summary>Sets the LA's grace, retention and lead of future starters. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<LocalAuthorityDetails>> SetPolicyAsync(Caller caller, AccountPolicyChoice choice);

    [AlwaysInterleave]
    Task<LocalAuthorityDetails> GetAsync();

    /// <summary>What counts as local to a school besides its own LA, by LA code; each LA once.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<LocalSchools>> GetNeighboursAsync(string urn);
}

[GenerateSerializer, Immutable, Alias(TypeAliases.LocalAuthorityDetails)]
public sealed record LocalAuthorityDetails
{
    [Id(0)] public required string LaCode { get; init; }

    /// <summary>URNs, ascending.</summary>
    [Id(1)] public required ImmutableArray<string> Schools { get; init; }
    [Id(2)] public required ImmutableArray<string> Consumers { get; init; }

    /// <summary>When the last nightly build ended, UTC.</summary>
    [Id(3)] public DateTimeOffset? SnapshotsBuiltAt { get; init; }

    /// <summary>LAs whose schools count as local to every school of this one, ascending.</summary>
    [Id(4)] public ImmutableArray<string> Neighbours { get; init; } = [];

    /// <summary>For schools without a plan of their own.</summary>
    [Id(5)] public RolloverPlan? Rollover { get; init; }

    /// <summary>Null: nobody set anything, the defaults hold.</summary>
    [Id(6)] public AccountPolicyChoice? Policy { get; init; }
}

/// <summary>Schools of another LA that count as local.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.LocalSchools)]
public sealed record LocalSchools
{
    [Id(0)] public required string LaCode { get; init; }

    /// <summary>URNs, ascending; empty when all schools of the LA do.</summary>
    [Id(1)] public ImmutableArray<string> Schools { get; init; } = [];
}

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

    [AlwaysInterleave]
    Task<LocalAuthorityDetails> GetAsync();
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
}

using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>What a silo says of itself to an operator.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SiloFacts)]
public sealed record SiloFacts
{
    /// <summary>Address as the others know it.</summary>
    [Id(0)] public required string Address { get; init; }

    /// <summary>Version of the program: while an upgrade rolls, not all are the same.</summary>
    [Id(1)] public required string Build { get; init; }
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }
    [Id(3)] public required long WorkingSetBytes { get; init; }

    /// <summary>Of the last hour, those that took longest first.</summary>
    [Id(4)] public required ImmutableArray<SlowCalls> SlowCalls { get; init; }
}

/// <summary>Calls of one method that took over a second, waiting for the grain's turn included.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SlowCalls)]
public sealed record SlowCalls
{
    [Id(0)] public required string Grain { get; init; }
    [Id(1)] public required string Method { get; init; }
    [Id(2)] public required int Count { get; init; }
    [Id(3)] public required int LongestMilliseconds { get; init; }
    [Id(4)] public required DateTimeOffset LastAt { get; init; }
}

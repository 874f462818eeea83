using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>What a MIS can tell about a school's connection.</summary>
[GenerateSerializer, Alias(TypeAliases.MisEventCode)]
public enum MisEventCode
{
    Approved,
    Declined,
    Revoked,

    /// <summary>The school will move to another MIS behind the aggregator.</summary>
    MigrationPlanned,

    /// <summary>It has moved: the ids may be new.</summary>
    Migrated,
}

/// <summary>One thing that a MIS told.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisEventNote)]
public sealed record MisEventNote
{
    /// <summary>Made from what was sent: the same twice is one event.</summary>
    [Id(0)] public required string EventId { get; init; }

    /// <summary>Code of the MIS.</summary>
    [Id(1)] public required string Mis { get; init; }
    [Id(2)] public required MisEventCode Kind { get; init; }

    /// <summary>Setting that holds the MIS's id of the school, and the id.</summary>
    [Id(3)] public required string IdSetting { get; init; }
    [Id(4)] public required string SchoolId { get; init; }

    /// <summary>Settings that came with it, secrets in clear.</summary>
    [Id(5)] public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;
}

[GenerateSerializer, Immutable, Alias(TypeAliases.MisEventReceipt)]
public sealed record MisEventReceipt
{
    /// <summary>It was known already, and nothing was done.</summary>
    [Id(0)] public required bool Repeated { get; init; }
}

using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>
/// How many of one action on one kind of person pass a run's gate: <see cref="Percent"/> of the people the school has, though never more than
/// <see cref="Count"/>; and never fewer than <see cref="Floor"/>, so that small schools can live.
/// </summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GateLimit)]
public sealed record GateLimit
{
    [Id(0)] public required AccountKind Kind { get; init; }

    /// <summary>Create, Update (of what identifies a person), Move or Unallocate.</summary>
    [Id(1)] public required PlanAction Action { get; init; }
    [Id(2)] public required int Percent { get; init; }
    [Id(3)] public required int Count { get; init; }
    [Id(4)] public required int Floor { get; init; }
}

/// <summary>A school's own limits. Kinds and actions that are not named have the default of the school's phase.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SetGates)]
public sealed record SetGates
{
    /// <summary>Why, 10 to 500 characters. No names of people.</summary>
    [Id(0)] public required string Reason { get; init; }

    /// <summary>Replaces the limits set before; empty goes back to the defaults.</summary>
    [Id(1)] public required ImmutableArray<GateLimit> Limits { get; init; }
}

/// <summary>The limits in force at a school, and who changed them.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GateSettings)]
public sealed record GateSettings
{
    /// <summary>Every kind and action.</summary>
    [Id(0)] public required ImmutableArray<GateLimit> Limits { get; init; }

    /// <summary>What would hold if nobody had changed anything.</summary>
    [Id(1)] public required ImmutableArray<GateLimit> Defaults { get; init; }

    /// <summary>The most that can be set: there is no off switch.</summary>
    [Id(2)] public required ImmutableArray<GateLimit> Maxima { get; init; }

    /// <summary>Newest first.</summary>
    [Id(3)] public required ImmutableArray<GateChange> History { get; init; }
}

/// <summary>Somebody changed a school's limits.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GateChange)]
public sealed record GateChange
{
    /// <summary>Id of the token.</summary>
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The limits that differ, before and after, in the same order.</summary>
    [Id(3)] public required ImmutableArray<GateLimit> Before { get; init; }
    [Id(4)] public required ImmutableArray<GateLimit> After { get; init; }
}

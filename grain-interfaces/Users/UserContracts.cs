using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Immutable, Alias(TypeAliases.ClaimUser)]
public sealed record ClaimUser
{
    [Id(0)] public required MisLink Link { get; init; }
    [Id(1)] public required PersonIdentity Identity { get; init; }
    [Id(2)] public required bool IsFuture { get; init; }
    [Id(3)] public required string RunId { get; init; }

    /// <summary>The rule that decided to create.</summary>
    [Id(4)] public required string Reason { get; init; }
    [Id(5)] public required DateTimeOffset At { get; init; }
    [Id(6)] public Enrolment? Enrolment { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.ClaimStatus)]
public enum ClaimStatus
{
    Claimed,

    /// <summary>This link has it already.</summary>
    AlreadyYours,

    /// <summary>Somebody else has it, or had it.</summary>
    Taken,
}

[GenerateSerializer, Alias(TypeAliases.UserAction)]
public enum UserAction
{
    /// <summary>Identity as the MIS has it now; the school's membership goes on.</summary>
    Update,

    /// <summary>Another MIS person turned out to be this account: the school joins.</summary>
    Link,

    /// <summary>The school joins and the one it came from leaves.</summary>
    Move,

    /// <summary>The school leaves; with the last one the account is unallocated.</summary>
    Leave,

    /// <summary>The school has the person again.</summary>
    Restore,

    /// <summary>Another account turned out to be this one: its schools join.</summary>
    Merge,

    /// <summary>This account turned out to be another one, which takes its place.</summary>
    Retire,

    /// <summary>Undo of <see cref="Merge"/>: schools that the other account has again leave.</summary>
    Split,

    /// <summary>Undo of <see cref="Retire"/>: the account is one of its own again.</summary>
    Return,
}

/// <summary>One change to an account.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.UserChange)]
public sealed record UserChange
{
    /// <summary>Run and step: the same again changes nothing.</summary>
    [Id(0)] public required string OperationId { get; init; }
    [Id(1)] public required UserAction Action { get; init; }

    /// <summary>The school and MIS id that the change is about.</summary>
    [Id(2)] public required MisLink Link { get; init; }

    /// <summary>Null leaves the identity as it is.</summary>
    [Id(3)] public PersonIdentity? Identity { get; init; }

    /// <summary>Move: the school that had the account.</summary>
    [Id(4)] public string? FromUrn { get; init; }
    [Id(5)] public required string RunId { get; init; }
    [Id(6)] public required string Reason { get; init; }
    [Id(7)] public required DateTimeOffset At { get; init; }

    /// <summary>Null leaves it as it is.</summary>
    [Id(8)] public bool? IsFuture { get; init; }

    /// <summary>How the school of the link has the pupil registered.</summary>
    [Id(9)] public Enrolment? Enrolment { get; init; }

    /// <summary>Merge, Split: the retired account. Retire, Return: the kept one.</summary>
    [Id(10)] public string? Other { get; init; }

    /// <summary>Merge: schools that join. Split, Return: the schools that the retired account has, and had.</summary>
    [Id(11)] public ImmutableArray<Membership> Memberships { get; init; } = [];

    /// <summary>Split: URNs of the schools that leave.</summary>
    [Id(12)] public ImmutableArray<string> Left { get; init; } = [];
}

[GenerateSerializer, Alias(TypeAliases.UserStatus)]
public enum UserStatus
{
    Active,

    /// <summary>Made ahead of the start date.</summary>
    Future,

    /// <summary>No school has the person; restorable.</summary>
    Unallocated,

    /// <summary>Another account took its place: the person signs in with that one.</summary>
    Merged,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.Membership)]
public sealed record Membership
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required string MisId { get; init; }
    [Id(2)] public required DateTimeOffset Since { get; init; }

    /// <summary>Null while the school has the person.</summary>
    [Id(3)] public DateTimeOffset? Until { get; init; }

    /// <summary>Null when the MIS does not say.</summary>
    [Id(4)] public Enrolment? Enrolment { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.UserDetails)]
public sealed record UserDetails
{
    [Id(0)] public required string Username { get; init; }
    [Id(1)] public required AccountKind Kind { get; init; }
    [Id(2)] public required PersonIdentity Identity { get; init; }
    [Id(3)] public required UserStatus Status { get; init; }
    [Id(4)] public required ImmutableArray<Membership> Memberships { get; init; }
    [Id(5)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Creation or latest move.</summary>
    [Id(6)] public required DateTimeOffset MovedOrCreatedAt { get; init; }

    /// <summary>Merged: the account that took its place; it may have been merged itself since.</summary>
    [Id(7)] public string? MergedInto { get; init; }

    /// <summary>Merged: the run that did it, <c>{urn}/{runId}</c>.</summary>
    [Id(8)] public string? MergedBy { get; init; }

    /// <summary>Accounts that were merged into this one, oldest first.</summary>
    [Id(9)] public ImmutableArray<string> PreviousUsernames { get; init; } = [];
}

/// <summary>One thing that happened to an account.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.UserEvent)]
public sealed record UserEvent
{
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required string RunId { get; init; }

    /// <summary>"Create", or a <see cref="UserAction"/>.</summary>
    [Id(2)] public required string Action { get; init; }
    [Id(3)] public required string Urn { get; init; }

    /// <summary>The rule or the person that decided.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>Names of the fields that changed; old values are in <see cref="Before"/>.</summary>
    [Id(5)] public ImmutableArray<string> Changed { get; init; } = [];

    /// <summary>The identity before, when it changed.</summary>
    [Id(6)] public PersonIdentity? Before { get; init; }
}

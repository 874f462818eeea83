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

    /// <summary>When a future starter starts: the account is active from that day on.</summary>
    [Id(7)] public DateOnly? StartDate { get; init; }

    /// <summary>The person or service that asked for the run.</summary>
    [Id(8)] public string? By { get; init; }
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

    /// <summary>With <see cref="IsFuture"/>: the first day.</summary>
    [Id(13)] public DateOnly? StartDate { get; init; }

    /// <summary>Values set over the MIS's, all of them; null leaves them as they are.</summary>
    [Id(14)] public ImmutableArray<FieldOverride>? Overrides { get; init; }

    /// <summary>The person or service that asked for the run.</summary>
    [Id(15)] public string? By { get; init; }
}

/// <summary>A school gives an account up for good.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.PurgeUser)]
public sealed record PurgeUser
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required string RunId { get; init; }
    [Id(2)] public required string Reason { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>It was merged into an account that is erased: it goes with it, whatever schools it had.</summary>
    [Id(5)] public bool IsRetired { get; init; }

    /// <summary>The second call: the UPN was released and merged accounts are erased, nothing of the person is needed any more.</summary>
    [Id(4)] public bool UpnIsFree { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.PurgeOutcome)]
public sealed record PurgeOutcome
{
    /// <summary>It was the last school: identity, memberships and history are gone.</summary>
    [Id(0)] public required bool Erased { get; init; }

    /// <summary>Erased: the permanent UPN to release.</summary>
    [Id(1)] public string? Upn { get; init; }

    /// <summary>Not erased: the schools that still know the account.</summary>
    [Id(2)] public ImmutableArray<string> Schools { get; init; } = [];

    /// <summary>Erased: accounts that were merged into it, to be erased too. Told again until the second call.</summary>
    [Id(3)] public ImmutableArray<string> Retired { get; init; } = [];
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

    /// <summary>Future: the first day.</summary>
    [Id(10)] public DateOnly? StartDate { get; init; }

    /// <summary>Values set over the MIS's, with what the MIS says and since when.</summary>
    [Id(11)] public ImmutableArray<FieldOverride> Overrides { get; init; } = [];
}

/// <summary>One value before and after.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ValueChange)]
public sealed record ValueChange
{
    /// <summary>A field of the identity, or <c>status</c>, <c>schools</c>, <c>override:</c> and a field.</summary>
    [Id(0)] public required string Field { get; init; }
    [Id(1)] public string? Old { get; init; }
    [Id(2)] public string? New { get; init; }
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

    /// <summary>Everything that changed, old and new; empty in old data.</summary>
    [Id(7)] public ImmutableArray<ValueChange> Values { get; init; } = [];

    /// <summary>Who asked for the run; null in old data.</summary>
    [Id(8)] public string? By { get; init; }

    /// <summary>Move: the school that had the account.</summary>
    [Id(9)] public string? FromUrn { get; init; }
}

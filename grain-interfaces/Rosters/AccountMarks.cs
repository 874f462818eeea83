namespace Uso.GrainInterfaces;

/// <summary>Somebody said that a person of the MIS should not be in Uso.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ExclusionMark)]
public sealed record ExclusionMark
{
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required string Reason { get; init; }
}

/// <summary>Somebody keeps an account that no current export backs: absence does not end it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.KeepMark)]
public sealed record KeepMark
{
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
    [Id(2)] public required string Reason { get; init; }

    /// <summary>The last day; the account is unallocated after it. Null: until somebody decides otherwise.</summary>
    [Id(3)] public DateOnly? Until { get; init; }
}

/// <summary>A field of an identity that somebody may override.</summary>
[GenerateSerializer, Alias(TypeAliases.IdentityField)]
public enum IdentityField
{
    LegalFirstName,
    LegalLastName,
    PreferredFirstName,
    PreferredLastName,
    DateOfBirth,
    Upn,
}

/// <summary>A new value of a field.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.FieldEdit)]
public sealed record FieldEdit
{
    [Id(0)] public required IdentityField Field { get; init; }

    /// <summary>Dates as <c>yyyy-MM-dd</c>. Null empties a field that may be empty.</summary>
    [Id(1)] public string? Value { get; init; }
}

/// <summary>A value that a person set over the MIS's. It is the published one, and no export undoes it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.FieldOverride)]
public sealed record FieldOverride
{
    [Id(0)] public required IdentityField Field { get; init; }
    [Id(1)] public string? Value { get; init; }

    /// <summary>What the MIS says, and since when.</summary>
    [Id(2)] public string? MisValue { get; init; }
    [Id(3)] public required DateOnly MisSince { get; init; }
    [Id(4)] public required string By { get; init; }
    [Id(5)] public required DateTimeOffset At { get; init; }
    [Id(6)] public required string Reason { get; init; }

    /// <summary>The last day; the next run after it goes back to what the MIS says. Null: until somebody takes it back.</summary>
    [Id(7)] public DateOnly? Until { get; init; }
}

/// <summary>When a roster has something to do that no export asks for.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RosterDue)]
public sealed record RosterDue
{
    /// <summary>The earliest start date of a future starter.</summary>
    [Id(0)] public DateOnly? NextStart { get; init; }

    /// <summary>The earliest last day of an override or a kept account.</summary>
    [Id(1)] public DateOnly? NextEnd { get; init; }

    /// <summary>Since when the school no longer has the person who left first of those that it still knows.</summary>
    [Id(2)] public DateTimeOffset? OldestGone { get; init; }
}

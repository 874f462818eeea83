namespace Uso.GrainInterfaces;

/// <summary>Who gets accounts.</summary>
[GenerateSerializer, Alias(TypeAliases.AccountKind)]
public enum AccountKind
{
    Pupil,
    Staff,
}

/// <summary>How a pupil is registered at a school. Dual registration is one pupil at two schools, the main and the subsidiary one.</summary>
[GenerateSerializer, Alias(TypeAliases.Enrolment)]
public enum Enrolment
{
    Single,
    Main,
    Subsidiary,
    Guest,
}

/// <summary>What identifies a person, as their school's MIS has it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.PersonIdentity)]
public sealed record PersonIdentity
{
    [Id(0)] public required string LegalFirstName { get; init; }
    [Id(1)] public required string LegalLastName { get; init; }

    /// <summary>Known-as name when it differs; published instead of the legal one.</summary>
    [Id(2)] public string? PreferredFirstName { get; init; }
    [Id(3)] public string? PreferredLastName { get; init; }
    [Id(4)] public DateOnly? DateOfBirth { get; init; }

    /// <summary>Unique Pupil Number as the MIS has it, upper case, possibly invalid; null for staff.</summary>
    [Id(5)] public string? Upn { get; init; }

    /// <summary>The first name that consumers see.</summary>
    public string PublishedFirstName() => PreferredFirstName ?? LegalFirstName;

    /// <summary>The last name that consumers see.</summary>
    public string PublishedLastName() => PreferredLastName ?? LegalLastName;
}

/// <summary>Which school has a person and under which id. The link is what makes a claim of a username idempotent.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisLink)]
public sealed record MisLink
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required AccountKind Kind { get; init; }

    /// <summary>The MIS's id of the person, or <c>request:{operationId}</c> for an account asked for by hand.</summary>
    [Id(2)] public required string MisId { get; init; }
}

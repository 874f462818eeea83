using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>A human being of the sample: the truth behind the rows.</summary>
public sealed record SamplePerson
{
    /// <summary>Number of the person in the sample, from 1.</summary>
    public required int Id { get; init; }
    public required PersonKind Kind { get; init; }
    public required string FirstName { get; init; }
    public string? MiddleNames { get; init; }
    public required string LastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public required DateOnly DateOfBirth { get; init; }
    public required bool Girl { get; init; }

    /// <summary>The true permanent UPN; null for staff and contacts.</summary>
    public string? Upn { get; init; }
    public required string Group { get; init; }

    /// <summary>Children of one family share it.</summary>
    public int Family { get; init; }

    /// <summary>The twin's id, or 0.</summary>
    public int Twin { get; init; }
}

/// <summary>What is wrong with a row that no reader can use.</summary>
public enum BadRow
{
    None,
    MissingSurname,
    ImpossibleDate,

    /// <summary>Bears the MIS id of the row before it.</summary>
    DuplicateId,
}

/// <summary>A pupil or member of staff as one school's MIS has them, right or wrong.</summary>
public sealed record SampleRow
{
    /// <summary>The MIS's id: a number for SIMS, a letter and a number for Wonde. Stable at one school, never reused.</summary>
    public required string MisId { get; init; }
    public required PersonKind Kind { get; init; }

    /// <summary>The truth: <see cref="SamplePerson.Id"/>.</summary>
    public required int Person { get; init; }
    public required string FirstName { get; init; }
    public string? MiddleNames { get; init; }
    public required string LastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public required bool Girl { get; init; }
    public string? Upn { get; init; }

    /// <summary>Pupils: National Curriculum year, 0 for Reception, negative for nursery.</summary>
    public int Year { get; init; }
    public string? RegistrationGroup { get; init; }
    public string? House { get; init; }

    /// <summary>Admission number of a pupil, staff code of a member of staff.</summary>
    public string? Code { get; init; }
    public string? Title { get; init; }
    public string? Role { get; init; }
    public string? Email { get; init; }
    public DateOnly? StartDate { get; init; }
    public bool IsFuture { get; init; }
    public BadRow Bad { get; init; }
}

/// <summary>A parent or carer, and the pupils whom they are contact of.</summary>
public sealed record SampleContact
{
    public required string MisId { get; init; }
    public required string Title { get; init; }
    public required string FirstName { get; init; }
    public required string LastName { get; init; }
    public required bool Woman { get; init; }
    public string? Email { get; init; }
    public required string Relationship { get; init; }
    public required int Priority { get; init; }

    /// <summary>MIS ids of the pupils: brothers and sisters at one school share their contacts.</summary>
    public required IReadOnlyList<string> Pupils { get; init; }
}

/// <summary>A class or registration group with its members.</summary>
public sealed record SampleGroup
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    public required GroupKind Kind { get; init; }
    public string? Subject { get; init; }
    public required IReadOnlyList<(PersonKind Kind, string MisId)> Members { get; init; }
}

/// <summary>A mark of one session.</summary>
public readonly record struct SampleMark(string PupilMisId, DateOnly Date, string Session, char Mark);

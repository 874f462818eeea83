namespace Uso.Fakes.Wonde;

/// <summary>One school's data. Lists may be changed while the fake runs; the next request sees it.</summary>
public sealed class WondeSchool
{
    /// <summary>Wonde's id of the school: the <c>schoolId</c> setting.</summary>
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string Urn { get; init; } = "100123";

    /// <summary>How the school's approval stands: <c>approved</c>, <c>pending</c>, <c>declined</c>, <c>revoked</c>, <c>audited</c>, or <c>offline</c>, which is approved all the same.</summary>
    public string Approval { get; set; } = "approved";

    /// <summary>Host and port of the school's region; null: this one.</summary>
    public string? RegionDomain { get; set; }

    /// <summary>Current pupils.</summary>
    public List<WondeStudent> Students { get; } = [];

    /// <summary>Pupils who have not started (<c>students-pre-admission</c>).</summary>
    public List<WondeStudent> PreAdmission { get; } = [];

    public List<WondeEmployee> Employees { get; } = [];

    public List<WondeContact> Contacts { get; } = [];

    public List<WondeGroup> Classes { get; } = [];

    public List<WondeGroup> Groups { get; } = [];

    public List<WondeDeletion> Deletions { get; } = [];
}

/// <summary>A pupil. Names are the preferred ones; the legal ones are served when they are given and otherwise null, as Wonde does.</summary>
public sealed record WondeStudent
{
    public required string Id { get; init; }

    /// <summary>Id in the school's own MIS.</summary>
    public string? MisId { get; init; }

    public string? Forename { get; init; }
    public string? Surname { get; init; }
    public string? MiddleNames { get; init; }
    public string? LegalForename { get; init; }
    public string? LegalSurname { get; init; }
    public DateOnly? DateOfBirth { get; init; }

    /// <summary>Served in place of <see cref="DateOfBirth"/>: a date that there is not.</summary>
    public string? ImpossibleDateOfBirth { get; init; }

    /// <summary>"MALE" or "FEMALE".</summary>
    public string? Gender { get; init; }

    public string? Upn { get; init; }
    public string? AdmissionNumber { get; init; }

    /// <summary>For example "Year 7".</summary>
    public string? YearGroup { get; init; }

    public string? RegistrationGroup { get; init; }
    public string? House { get; init; }
    public string? Email { get; init; }
    public DateOnly? AdmissionDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
}

/// <summary>A member of staff.</summary>
public sealed record WondeEmployee
{
    public required string Id { get; init; }
    public string? MisId { get; init; }
    public string? Title { get; init; }
    public string? Forename { get; init; }
    public string? Surname { get; init; }
    public string? MiddleNames { get; init; }
    public string? LegalForename { get; init; }
    public string? LegalSurname { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Gender { get; init; }
    public string? Email { get; init; }
    public string? Role { get; init; }

    /// <summary>False for somebody who has left and is still listed.</summary>
    public bool Current { get; init; } = true;

    public bool TeachingStaff { get; init; } = true;
    public DateOnly? EmploymentStartDate { get; init; }
    public DateOnly? EmploymentEndDate { get; init; }
}

/// <summary>A contact and the pupils it is linked with.</summary>
public sealed record WondeContact
{
    public required string Id { get; init; }
    public string? Title { get; init; }
    public string? Forename { get; init; }
    public string? Surname { get; init; }
    public string? Email { get; init; }
    public IReadOnlyList<WondeRelationship> Students { get; init; } = [];
}

/// <summary>Who a contact is to a pupil.</summary>
public sealed record WondeRelationship(string StudentId, string Relationship, bool ParentalResponsibility = true, int Priority = 1, bool LivesWithPupil = true);

/// <summary>A class or a group.</summary>
public sealed record WondeGroup
{
    public required string Id { get; init; }
    public required string Name { get; init; }

    /// <summary>Of a group: "REGISTRATION", "YEAR", "HOUSE" or another. Not served for classes.</summary>
    public string? Type { get; init; }

    /// <summary>Of a class.</summary>
    public string? Subject { get; init; }

    /// <summary>Of an integrated course.</summary>
    public IReadOnlyList<string> Subjects { get; init; } = [];

    public IReadOnlyList<string> StudentIds { get; init; } = [];
    public IReadOnlyList<string> EmployeeIds { get; init; } = [];
}

/// <summary>A record that Wonde removed.</summary>
public sealed record WondeDeletion(string Type, string Id, DateTimeOffset DeletedAt);

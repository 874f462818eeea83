namespace Uso.Fakes.Arbor;

/// <summary>One school's Arbor. Lists may be changed while the fake runs; the next request sees it, and <see cref="Touch"/> makes the change log say so.</summary>
public sealed class ArborSchool
{
    private readonly Dictionary<string, long> _touched = new(StringComparer.Ordinal);

    public required string Name { get; init; }
    public string Urn { get; init; } = "100123";
    public string EstablishmentNumber { get; init; } = "4001";
    public string LaCode { get; init; } = "830";
    public List<ArborStudent> Students { get; } = [];
    public List<ArborUpn> Upns { get; } = [];
    public List<ArborStaff> Staff { get; } = [];
    public List<ArborGuardian> Guardians { get; } = [];
    public List<ArborRelationship> Relationships { get; } = [];
    public List<ArborGroup> RegistrationForms { get; } = [];
    public List<ArborGroup> TeachingGroups { get; } = [];
    public List<ArborAttendance> Attendance { get; } = [];

    /// <summary>The number of the last change, over all kinds of objects.</summary>
    public long Revision { get; set; } = 1000;

    /// <summary>Says in the change log that objects of the kind were changed.</summary>
    public void Touch(string entity) => _touched[entity] = ++Revision;

    internal long RevisionOf(string entity) => _touched.GetValueOrDefault(entity, 1);
}

/// <summary>A pupil, past, present or to come: Arbor lists them all.</summary>
public sealed record ArborStudent
{
    public required int Id { get; init; }
    public string? LegalFirstName { get; init; }
    public string? LegalMiddleNames { get; init; }
    public string? LegalLastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? PreferredLastName { get; init; }

    /// <summary>As Arbor writes it; text so that it can be wrong.</summary>
    public string? DateOfBirth { get; init; }

    public string? Gender { get; init; }
    public string? StudentNumber { get; init; }
    public DateOnly? EntryDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
    public string? AcademicLevel { get; init; }
    public string? RegistrationForm { get; init; }
    public string? House { get; init; }
    public string? Email { get; init; }
}

/// <summary>A UPN that a pupil has, or had.</summary>
public sealed record ArborUpn(int Id, int Student, string Upn, bool Temporary = false, DateOnly? Start = null, DateOnly? End = null);

/// <summary>A member of staff.</summary>
public sealed record ArborStaff
{
    public required int Id { get; init; }
    public string? Title { get; init; }
    public string? LegalFirstName { get; init; }
    public string? LegalMiddleNames { get; init; }
    public string? LegalLastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? PreferredLastName { get; init; }
    public string? DateOfBirth { get; init; }
    public string? Gender { get; init; }
    public string? StaffNumber { get; init; }
    public string? JobTitle { get; init; }
    public string? Email { get; init; }
    public bool Active { get; init; } = true;
    public DateOnly? JoiningDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
}

/// <summary>A parent or carer.</summary>
public sealed record ArborGuardian(int Id, string? Title, string? FirstName, string? LastName, string? Email = null);

/// <summary>Who a guardian is to a pupil.</summary>
public sealed record ArborRelationship(int Id, int Student, int Guardian, string Type, bool Legal = true, int Priority = 1);

/// <summary>A registration form or a teaching group, with who is in it and who teaches it.</summary>
public sealed record ArborGroup
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public string? Subject { get; init; }

    /// <summary>First day of the group's academic year.</summary>
    public DateOnly? YearStart { get; init; }

    public DateOnly? YearEnd { get; init; }
    public IReadOnlyList<ArborMember> Students { get; init; } = [];
    public IReadOnlyList<ArborMember> Staff { get; init; } = [];
}

/// <summary>Somebody in a group for a time.</summary>
public sealed record ArborMember(int Person, DateOnly? Start = null, DateOnly? End = null);

/// <summary>A mark.</summary>
public sealed record ArborAttendance(int Id, int Student, string Mark, DateTime Start);

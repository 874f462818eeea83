namespace Uso.Fakes.ScholarPack;

/// <summary>One school's ScholarPack. Lists may be changed while the fake runs; the next request sees it.</summary>
public sealed class ScholarPackSchool
{
    public required string Name { get; init; }
    public string Urn { get; init; } = "100123";
    public string EstablishmentNumber { get; init; } = "4001";
    public string LaCode { get; init; } = "830";
    public List<ScholarPackStudent> Students { get; } = [];
    public List<ScholarPackStaff> Staff { get; } = [];
    public List<ScholarPackContact> Contacts { get; } = [];
    public List<ScholarPackMark> Register { get; } = [];
}

/// <summary>A pupil.</summary>
public sealed record ScholarPackStudent
{
    public required int Id { get; init; }
    public string? Upn { get; init; }
    public string? LegalForename { get; init; }
    public string? LegalSurname { get; init; }
    public string? Forename { get; init; }
    public string? Surname { get; init; }
    public string? MiddleNames { get; init; }

    /// <summary>Text so that it can be wrong.</summary>
    public string? DateOfBirth { get; init; }

    public string? Gender { get; init; }
    public string? YearGroup { get; init; }
    public string? RegistrationGroup { get; init; }
    public string? House { get; init; }
    public string? AdmissionNumber { get; init; }
    public string? Email { get; init; }
    public DateOnly? AdmissionDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
    public IReadOnlyList<ScholarPackGroup> Groups { get; init; } = [];
}

/// <summary>A class or registration group, as it stands with each of its members.</summary>
/// <param name="Type">"registration" or "class".</param>
public sealed record ScholarPackGroup(int Id, string Name, string Type, string? Subject = null);

/// <summary>A member of staff.</summary>
public sealed record ScholarPackStaff
{
    public required int Id { get; init; }
    public string? Title { get; init; }
    public string? Forename { get; init; }
    public string? Surname { get; init; }
    public string? DateOfBirth { get; init; }
    public string? Gender { get; init; }
    public string? Code { get; init; }
    public string? Role { get; init; }
    public string? Email { get; init; }
    public DateOnly? StartDate { get; init; }
    public DateOnly? EndDate { get; init; }
    public IReadOnlyList<ScholarPackGroup> Groups { get; init; } = [];
}

/// <summary>A contact of one pupil; who is contact of two has two rows with one id.</summary>
public sealed record ScholarPackContact(int Id, int Student, string? Title, string? Forename, string? Surname, string Relationship, bool Responsible = true, int Priority = 1, string? Email = null);

/// <summary>A mark.</summary>
public sealed record ScholarPackMark(int Student, DateOnly Date, string Session, string Mark);

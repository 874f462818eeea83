namespace Uso.Fakes.Bromcom;

/// <summary>One school's data. Lists may be changed while the fake runs; the next request sees it.</summary>
public sealed class BromcomSchool
{
    /// <summary>Bromcom's id of the school: the <c>schoolId</c> setting.</summary>
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Pupils who are there, who start later and who have left: their dates say which.</summary>
    public List<BromcomStudent> Students { get; } = [];

    /// <summary>The same of staff.</summary>
    public List<BromcomStaff> Staff { get; } = [];

    public List<BromcomClass> Classes { get; } = [];

    public List<BromcomMark> Marks { get; } = [];
}

/// <summary>A pupil. Values are served as they are, padded with spaces where Bromcom pads.</summary>
public sealed record BromcomStudent
{
    public required int Id { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? PreferredLastName { get; init; }

    /// <summary>As it is sent: mostly <c>2012-03-04T00:00:00</c>.</summary>
    public string? DateOfBirth { get; init; }

    public string? Gender { get; init; }
    public string? Upn { get; init; }
    public string? AdmissionNumber { get; init; }
    public string? YearGroup { get; init; }

    /// <summary>Null is sent as "NoTutorGrp".</summary>
    public string? TutorGroup { get; init; }

    public string? Email { get; init; }

    /// <summary>"C", "M", "S" or "G".</summary>
    public string Enrolment { get; init; } = "C";

    public DateOnly StartDate { get; init; } = new(2020, 9, 1);
    public DateOnly? EndDate { get; init; }

    /// <summary>At most three.</summary>
    public IReadOnlyList<BromcomContact> Contacts { get; init; } = [];
}

/// <summary>A contact as it stands in a pupil's row.</summary>
public sealed record BromcomContact(string Name, string? Email, string Relationship, bool ParentalResponsibility = true);

/// <summary>A member of staff.</summary>
public sealed record BromcomStaff
{
    public required int Id { get; init; }
    public string? Title { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? DateOfBirth { get; init; }
    public string? Email { get; init; }
    public string? StaffCode { get; init; }
    public string? JobTitle { get; init; }
    public DateOnly StartDate { get; init; } = new(2020, 9, 1);
    public DateOnly? EndDate { get; init; }
}

/// <summary>A class. Bromcom has no id of it.</summary>
public sealed record BromcomClass(string Name, string? Subject, IReadOnlyList<int> StudentIds);

/// <summary>A mark of one session.</summary>
public sealed record BromcomMark(int StudentId, DateOnly Date, string Session, string? Mark);

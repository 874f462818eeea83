namespace Uso.Fakes.Isams;

/// <summary>One school's data. Lists may be changed while the fake runs; the next request sees it.</summary>
public sealed class IsamsSchool
{
    public required string Name { get; init; }

    /// <summary>Current pupils.</summary>
    public List<IsamsStudent> Students { get; } = [];

    public List<IsamsEmployee> Employees { get; } = [];

    public List<IsamsSet> Sets { get; } = [];
}

/// <summary>A pupil.</summary>
public sealed record IsamsStudent
{
    /// <summary>iSAMS' id of the pupil, unlike anything that its name suggests.</summary>
    public required string SchoolId { get; init; }

    public string? SchoolCode { get; init; }
    public string? Forename { get; init; }
    public string? MiddleNames { get; init; }
    public string? Surname { get; init; }
    public string? PreferredName { get; init; }

    /// <summary>As it is sent: mostly <c>2012-03-04T00:00:00</c>.</summary>
    public string? DateOfBirth { get; init; }

    public string? Gender { get; init; }
    public string? Upn { get; init; }
    public int? YearGroup { get; init; }
    public string? FormGroup { get; init; }
    public string? AcademicHouse { get; init; }
    public string? Email { get; init; }
    public DateOnly? EnrolmentDate { get; init; }
    public DateOnly? LeavingDate { get; init; }
}

/// <summary>A member of staff.</summary>
public sealed record IsamsEmployee
{
    public required int Id { get; init; }
    public string? Title { get; init; }
    public string? Forename { get; init; }
    public string? MiddleNames { get; init; }
    public string? Surname { get; init; }
    public string? PreferredName { get; init; }
    public string? DateOfBirth { get; init; }
    public string? Email { get; init; }
    public string? Initials { get; init; }
    public bool IsTeachingStaff { get; init; } = true;

    /// <summary>"Current", or another word for somebody who has left and is still listed.</summary>
    public string SystemStatus { get; init; } = "Current";

    public DateOnly? EnrolmentDate { get; init; }
}

/// <summary>A teaching set and its pupils.</summary>
public sealed record IsamsSet(int Id, string Name, IReadOnlyList<string> SchoolIds)
{
    public string? SetCode { get; init; }
}

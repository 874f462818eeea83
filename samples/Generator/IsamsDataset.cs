using System.Globalization;
using Uso.Fakes.Isams;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in the fake of iSAMS and Ed:gen.</summary>
public static class IsamsDataset
{
    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(IsamsSchool target, SchoolDay day)
    {
        target.Students.Replace(day.Pupils.Select(Student));
        target.Employees.Replace(day.Staff.Select(Employee));
        target.Sets.Replace(day.Groups.Where(g => g.Kind == GroupKind.Class).Select((g, i) => new IsamsSet(i + 1, g.Name, [.. g.Members.Where(m => m.Kind == PersonKind.Pupil).Select(m => m.MisId)])));
    }

    private static IsamsStudent Student(SampleRow row) => new()
    {
        SchoolId = row.MisId,
        SchoolCode = row.Code,
        Forename = row.FirstName,
        MiddleNames = row.MiddleNames,
        Surname = RowText.Surname(row),
        PreferredName = row.PreferredFirstName,
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "F" : "M",
        Upn = row.Upn,
        YearGroup = row.Year,
        FormGroup = row.RegistrationGroup,
        AcademicHouse = row.House,
        Email = row.Email,
        EnrolmentDate = row.StartDate,
    };

    private static IsamsEmployee Employee(SampleRow row) => new()
    {
        Id = int.Parse(string.Concat(row.MisId.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture),
        Title = row.Title,
        Forename = row.FirstName,
        MiddleNames = row.MiddleNames,
        Surname = RowText.Surname(row),
        PreferredName = row.PreferredFirstName,
        DateOfBirth = Date(row.DateOfBirth),
        Initials = row.Code,
        Email = row.Email,
        IsTeachingStaff = row.Role is "Teacher" or "Head Teacher",
        EnrolmentDate = row.StartDate,
    };

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}

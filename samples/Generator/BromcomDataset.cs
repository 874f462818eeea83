using System.Globalization;
using Uso.Fakes.Bromcom;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in the fake of Bromcom.</summary>
public static class BromcomDataset
{
    /// <summary>The school, with nothing in it yet.</summary>
    public static BromcomSchool New(SampleSchool school) => new() { Id = int.Parse(school.Urn, CultureInfo.InvariantCulture), Name = school.Name };

    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(BromcomSchool target, SchoolDay day)
    {
        var contacts = day.Contacts.SelectMany(c => c.Pupils.Select(pupil => (pupil, c))).ToLookup(c => c.pupil, c => c.c);
        target.Students.Replace([.. day.Pupils.Select(row => Student(row, contacts[row.MisId])), .. day.FuturePupils.Select(row => Student(row, []))]);
        target.Staff.Replace([.. day.Staff.Select(Staff), .. day.FutureStaff.Select(Staff)]);
        target.Classes.Replace([.. day.Groups.Where(g => g.Kind == GroupKind.Class).Select(Class)]);
        target.Marks.Replace([.. day.Marks.Select(m => new BromcomMark(Id(m.PupilMisId), m.Date, m.Session, m.Mark.ToString()))]);
    }

    /// <summary>Bromcom's ids are numbers.</summary>
    private static int Id(string misId) => int.Parse(string.Concat(misId.Where(char.IsAsciiDigit)), CultureInfo.InvariantCulture);

    private static BromcomStudent Student(SampleRow row, IEnumerable<SampleContact> contacts) => new()
    {
        Id = Id(row.MisId),
        FirstName = row.FirstName,
        LastName = RowText.Surname(row),
        PreferredFirstName = row.PreferredFirstName,
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "F" : "M",
        Upn = row.Upn,
        AdmissionNumber = row.Code,
        YearGroup = row.Year.ToString(CultureInfo.InvariantCulture),
        TutorGroup = row.RegistrationGroup,
        Email = row.Email,
        StartDate = row.StartDate ?? new DateOnly(2020, 9, 1),
        Contacts = [.. contacts.OrderBy(c => c.Priority).Take(3).Select(c => new BromcomContact($"{c.Title} {c.FirstName} {c.LastName}", c.Email, c.Relationship))],
    };

    private static BromcomStaff Staff(SampleRow row) => new()
    {
        Id = Id(row.MisId),
        Title = row.Title,
        FirstName = row.FirstName,
        LastName = RowText.Surname(row),
        PreferredFirstName = row.PreferredFirstName,
        DateOfBirth = Date(row.DateOfBirth),
        Email = row.Email,
        StaffCode = row.Code,
        JobTitle = row.Role,
        StartDate = row.StartDate ?? new DateOnly(2020, 9, 1),
    };

    private static BromcomClass Class(SampleGroup group) =>
        new(group.Name, group.Subject, [.. group.Members.Where(m => m.Kind == PersonKind.Pupil).Select(m => Id(m.MisId))]);

    private static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}

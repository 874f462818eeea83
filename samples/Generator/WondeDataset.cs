using Uso.Fakes.Wonde;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in the fake of Wonde.</summary>
public static class WondeDataset
{
    /// <summary>The school, with nothing in it yet.</summary>
    public static WondeSchool New(SampleSchool school) => new() { Id = school.WondeId, Name = school.Name, Urn = school.Urn };

    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(WondeSchool target, SchoolDay day)
    {
        target.Students.Replace(day.Pupils.Select(Student));
        target.PreAdmission.Replace(day.FuturePupils.Select(Student));
        target.Employees.Replace(day.Staff.Select(Employee));
        target.Contacts.Replace(day.Contacts.Select(Contact));
        target.Classes.Replace(day.Groups.Where(g => g.Kind == GroupKind.Class).Select(Group));
        target.Groups.Replace(day.Groups.Where(g => g.Kind != GroupKind.Class).Select(Group));
    }

    private static WondeStudent Student(SampleRow row) => new()
    {
        Id = row.MisId,
        MisId = row.MisId[Math.Max(0, row.MisId.Length - 4)..],
        Forename = row.PreferredFirstName ?? row.FirstName,
        LegalForename = row.FirstName,
        Surname = RowText.Surname(row),
        LegalSurname = RowText.Surname(row),
        MiddleNames = row.MiddleNames,
        DateOfBirth = row.DateOfBirth,
        ImpossibleDateOfBirth = row.Bad == BadRow.ImpossibleDate ? "2015-02-30" : null,
        Gender = row.Girl ? "FEMALE" : "MALE",
        Upn = row.Upn,
        AdmissionNumber = row.Code,
        YearGroup = RowText.YearName(row.Year),
        RegistrationGroup = row.RegistrationGroup,
        House = row.House,
        Email = row.Email,
        AdmissionDate = row.StartDate,
    };

    private static WondeEmployee Employee(SampleRow row) => new()
    {
        Id = row.MisId,
        MisId = row.MisId[Math.Max(0, row.MisId.Length - 4)..],
        Title = row.Title,
        Forename = row.PreferredFirstName ?? row.FirstName,
        LegalForename = row.FirstName,
        Surname = row.LastName,
        LegalSurname = row.LastName,
        DateOfBirth = row.DateOfBirth,
        Gender = row.Girl ? "FEMALE" : "MALE",
        Email = row.Email,
        Role = row.Role,
        TeachingStaff = row.Role is "Teacher" or "Head Teacher",
        EmploymentStartDate = row.StartDate,
    };

    private static WondeContact Contact(SampleContact contact) => new()
    {
        Id = contact.MisId,
        Title = contact.Title,
        Forename = contact.FirstName,
        Surname = contact.LastName,
        Email = contact.Email,
        Students = [.. contact.Pupils.Select(p => new WondeRelationship(p, contact.Relationship, Priority: contact.Priority))],
    };

    private static WondeGroup Group(SampleGroup group) => new()
    {
        Id = group.Id,
        Name = group.Name,
        Type = group.Kind == GroupKind.RegistrationGroup ? "REGISTRATION" : null,
        Subject = group.Subject,
        StudentIds = [.. group.Members.Where(m => m.Kind == PersonKind.Pupil).Select(m => m.MisId)],
        EmployeeIds = [.. group.Members.Where(m => m.Kind == PersonKind.Staff).Select(m => m.MisId)],
    };
}

using Uso.Fakes.Arbor;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in the fake of Arbor.</summary>
public static class ArborDataset
{
    /// <summary>The school, with nothing in it yet.</summary>
    public static ArborSchool New(SampleSchool school, string laCode)
    {
        ArgumentNullException.ThrowIfNull(school);
        return new() { Name = school.Name, Urn = school.Urn, LaCode = laCode, EstablishmentNumber = school.EstablishmentNumber };
    }

    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(ArborSchool target, SchoolDay day)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(day);
        SampleRow[] pupils = [.. day.Pupils, .. day.FuturePupils];
        target.Students.Replace(pupils.Select(row => Student(row, day.Date)));
        target.Upns.Replace(pupils.Where(row => row.Upn is not null).Select((row, i) => new ArborUpn(i + 1, RowText.Number(row.MisId), row.Upn!, Start: day.Date.AddYears(-1))));
        target.Staff.Replace(day.Staff.Select(Member));
        target.Guardians.Replace(day.Contacts.Select(c => new ArborGuardian(RowText.Number(c.MisId), c.Title, c.FirstName, c.LastName, c.Email)));
        target.Relationships.Replace(day.Contacts.SelectMany(c => c.Pupils.Select(p => (Contact: c, Pupil: p)))
            .Select((one, i) => new ArborRelationship(i + 1, RowText.Number(one.Pupil), RowText.Number(one.Contact.MisId), one.Contact.Relationship, Priority: one.Contact.Priority)));
        target.RegistrationForms.Replace(day.Groups.Where(g => g.Kind is GroupKind.RegistrationGroup).Select(Group));
        target.TeachingGroups.Replace(day.Groups.Where(g => g.Kind is GroupKind.Class).Select(Group));
        target.Attendance.Replace(day.Marks.Select((m, i) => new ArborAttendance(i + 1, RowText.Number(m.PupilMisId), m.Mark.ToString(), m.Date.ToDateTime(new TimeOnly(m.Session == "AM" ? 9 : 13, 0)))));
        foreach (var entity in (string[])["Student", "Staff", "Guardian", "RegistrationForm", "TeachingGroup"])
        {
            target.Touch(entity);
        }
    }

    private static ArborStudent Student(SampleRow row, DateOnly today) => new()
    {
        Id = RowText.Number(row.MisId),
        LegalFirstName = row.FirstName,
        LegalMiddleNames = row.MiddleNames,
        LegalLastName = RowText.Surname(row),
        PreferredFirstName = row.PreferredFirstName ?? row.FirstName,
        PreferredLastName = row.LastName,
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "Female" : "Male",
        StudentNumber = row.Code,
        EntryDate = row.StartDate ?? (row.IsFuture ? today.AddMonths(2) : today.AddYears(-1)),
        AcademicLevel = RowText.YearName(row.Year),
        RegistrationForm = row.RegistrationGroup,
        Email = row.Email,
    };

    private static ArborStaff Member(SampleRow row) => new()
    {
        Id = RowText.Number(row.MisId),
        Title = row.Title,
        LegalFirstName = row.FirstName,
        LegalMiddleNames = row.MiddleNames,
        LegalLastName = RowText.Surname(row),
        PreferredFirstName = row.PreferredFirstName ?? row.FirstName,
        PreferredLastName = row.LastName,
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "Female" : "Male",
        StaffNumber = row.Code,
        JobTitle = row.Role,
        Email = row.Email,
        JoiningDate = row.StartDate,
    };

    private static ArborGroup Group(SampleGroup group) => new()
    {
        Id = RowText.Number(group.Id),
        Name = group.Name,
        Subject = group.Subject,
        Students = [.. group.Members.Where(m => m.Kind is PersonKind.Pupil).Select(m => new ArborMember(RowText.Number(m.MisId)))],
        Staff = [.. group.Members.Where(m => m.Kind is PersonKind.Staff).Select(m => new ArborMember(RowText.Number(m.MisId)))],
    };
}

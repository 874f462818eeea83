using Uso.Fakes.ScholarPack;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in the fake of ScholarPack.</summary>
public static class ScholarPackDataset
{
    /// <summary>The school, with nothing in it yet.</summary>
    public static ScholarPackSchool New(SampleSchool school, string laCode)
    {
        ArgumentNullException.ThrowIfNull(school);
        return new() { Name = school.Name, Urn = school.Urn, LaCode = laCode, EstablishmentNumber = school.EstablishmentNumber };
    }

    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(ScholarPackSchool target, SchoolDay day)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(day);
        var groups = day.Groups.SelectMany(group => group.Members.Select(member => (Member: member, Group: Group(group)))).ToLookup(one => one.Member, one => one.Group);
        target.Students.Replace(day.Pupils.Select(row => Student(row) with { Groups = [.. groups[(PersonKind.Pupil, row.MisId)]] }));
        target.Staff.Replace(day.Staff.Select(row => Member(row) with { Groups = [.. groups[(PersonKind.Staff, row.MisId)]] }));
        target.Contacts.Replace(day.Contacts.SelectMany(c => c.Pupils.Select(pupil =>
            new ScholarPackContact(RowText.Number(c.MisId), RowText.Number(pupil), c.Title, c.FirstName, c.LastName, c.Relationship, Priority: c.Priority, Email: c.Email))));
        target.Register.Replace(day.Marks.Select(m => new ScholarPackMark(RowText.Number(m.PupilMisId), m.Date, m.Session, m.Mark.ToString())));
    }

    private static ScholarPackGroup Group(SampleGroup group) =>
        new(RowText.Number(group.Id), group.Name, group.Kind is GroupKind.RegistrationGroup ? "registration" : "class", group.Subject);

    private static ScholarPackStudent Student(SampleRow row) => new()
    {
        Id = RowText.Number(row.MisId),
        Upn = row.Upn,
        LegalForename = row.FirstName,
        LegalSurname = RowText.Surname(row),
        Forename = row.PreferredFirstName ?? row.FirstName,
        Surname = RowText.Surname(row),
        MiddleNames = row.MiddleNames,
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "F" : "M",
        YearGroup = RowText.YearName(row.Year),
        RegistrationGroup = row.RegistrationGroup,
        House = row.House,
        AdmissionNumber = row.Code,
        Email = row.Email,
        AdmissionDate = row.StartDate,
    };

    private static ScholarPackStaff Member(SampleRow row) => new()
    {
        Id = RowText.Number(row.MisId),
        Title = row.Title,
        Forename = row.FirstName,
        Surname = RowText.Surname(row),
        DateOfBirth = RowText.Born(row),
        Gender = row.Girl ? "F" : "M",
        Code = row.Code,
        Role = row.Role,
        Email = row.Email,
        StartDate = row.StartDate,
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using Uso.Fakes;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Shows a school's day in a fake whose records are plain JSON.</summary>
public static class RecordDataset
{
    /// <summary>Replaces everything that the fake knows of the school by what its MIS has on that day.</summary>
    public static void Fill(RecordSchool target, SchoolDay day)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(day);
        target.Show("students", day.Pupils.Select(Student));
        target.Show("staff", day.Staff.Select(Member));
        target.Show("contacts", day.Contacts.Select(Contact));
        target.Show("groups", day.Groups.Select(Group));
        target.Show("attendance", day.Marks.Select(m => new JsonObject { ["studentId"] = m.PupilMisId, ["date"] = Date(m.Date), ["session"] = m.Session, ["mark"] = m.Mark.ToString() }));
    }

    private static JsonObject Person(SampleRow row) => new()
    {
        ["id"] = row.MisId,
        ["legalForename"] = row.FirstName,
        ["legalSurname"] = RowText.Surname(row),
        ["middleNames"] = row.MiddleNames,
        ["forename"] = row.PreferredFirstName ?? row.FirstName,
        ["surname"] = RowText.Surname(row),
        ["dateOfBirth"] = RowText.Born(row),
        ["gender"] = row.Girl ? "F" : "M",
        ["email"] = row.Email,
    };

    private static JsonObject Student(SampleRow row)
    {
        var student = Person(row);
        student["upn"] = row.Upn;
        student["admissionNumber"] = row.Code;
        student["yearGroup"] = RowText.YearName(row.Year);
        student["registrationGroup"] = row.RegistrationGroup;
        student["house"] = row.House;
        student["admissionDate"] = Date(row.StartDate);
        return student;
    }

    private static JsonObject Member(SampleRow row)
    {
        var member = Person(row);
        member["title"] = row.Title;
        member["staffCode"] = row.Code;
        member["jobTitle"] = row.Role;
        member["startDate"] = Date(row.StartDate);
        return member;
    }

    private static JsonObject Contact(SampleContact contact) => new()
    {
        ["id"] = contact.MisId,
        ["title"] = contact.Title,
        ["forename"] = contact.FirstName,
        ["surname"] = contact.LastName,
        ["email"] = contact.Email,
        ["students"] = new JsonArray([.. contact.Pupils.Select(pupil => new JsonObject
        {
            ["id"] = pupil, ["relationship"] = contact.Relationship, ["parentalResponsibility"] = true, ["priority"] = contact.Priority,
        })]),
    };

    private static JsonObject Group(SampleGroup group) => new()
    {
        ["id"] = group.Id,
        ["name"] = group.Name,
        ["type"] = group.Kind is GroupKind.RegistrationGroup ? "registration" : "class",
        ["subject"] = group.Subject,
        ["students"] = Members(group, PersonKind.Pupil),
        ["staff"] = Members(group, PersonKind.Staff),
    };

    private static JsonArray Members(SampleGroup group, PersonKind kind) => [.. group.Members.Where(m => m.Kind == kind).Select(m => new JsonObject { ["id"] = m.MisId })];

    private static string? Date(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}

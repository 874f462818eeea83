using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.ScholarPack;

/// <summary>Writes records. The envelope is ScholarPack's; the names inside a record are not public and are guesses, the same as the reader's.</summary>
internal static class ScholarPackJson
{
    public static JsonObject Student(ScholarPackStudent s) => new()
    {
        ["id"] = s.Id,
        ["upn"] = s.Upn,
        ["legal_forename"] = s.LegalForename,
        ["legal_surname"] = s.LegalSurname,
        ["forename"] = s.Forename ?? s.LegalForename,
        ["surname"] = s.Surname ?? s.LegalSurname,
        ["middle_names"] = s.MiddleNames,
        ["date_of_birth"] = s.DateOfBirth,
        ["gender"] = s.Gender,
        ["year_group"] = s.YearGroup,
        ["registration_group"] = s.RegistrationGroup,
        ["house"] = s.House,
        ["admission_number"] = s.AdmissionNumber,
        ["email"] = s.Email,
        ["admission_date"] = Day(s.AdmissionDate),
        ["leaving_date"] = Day(s.LeavingDate),
        ["groups"] = Groups(s.Groups),
    };

    public static JsonObject Staff(ScholarPackStaff s) => new()
    {
        ["id"] = s.Id,
        ["title"] = s.Title,
        ["forename"] = s.Forename,
        ["surname"] = s.Surname,
        ["date_of_birth"] = s.DateOfBirth,
        ["gender"] = s.Gender,
        ["staff_code"] = s.Code,
        ["job_title"] = s.Role,
        ["email"] = s.Email,
        ["start_date"] = Day(s.StartDate),
        ["end_date"] = Day(s.EndDate),
        ["groups"] = Groups(s.Groups),
    };

    public static JsonObject Contact(ScholarPackContact c) => new()
    {
        ["id"] = c.Id,
        ["student_id"] = c.Student,
        ["title"] = c.Title,
        ["forename"] = c.Forename,
        ["surname"] = c.Surname,
        ["relationship"] = c.Relationship,
        ["parental_responsibility"] = c.Responsible,
        ["priority"] = c.Priority,
        ["email"] = c.Email,
    };

    public static JsonObject Mark(ScholarPackMark m) => new()
    {
        ["student_id"] = m.Student,
        ["date"] = Day(m.Date),
        ["session"] = m.Session,
        ["mark"] = m.Mark,
    };

    private static JsonArray Groups(IEnumerable<ScholarPackGroup> groups) =>
        [.. groups.Select(g => new JsonObject { ["id"] = g.Id, ["name"] = g.Name, ["type"] = g.Type, ["subject"] = g.Subject })];

    private static string? Day(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);
}

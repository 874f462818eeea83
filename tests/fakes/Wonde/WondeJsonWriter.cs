using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Wonde;

/// <summary>Writes records in the shape of Wonde's API. What is not in <c>include</c> is not served.</summary>
internal sealed class WondeJsonWriter(WondeSchool school, WondeDateForm dates, IReadOnlySet<string> include)
{
    public IEnumerable<JsonObject>? Records(string resource) => resource switch
    {
        "students" => school.Students.Select(Student),
        "students-pre-admission" => school.PreAdmission.Select(Student),
        "employees" => school.Employees.Select(Employee),
        "contacts" => school.Contacts.Select(Contact),
        "classes" => school.Classes.Select(g => Group(g, isClass: true)),
        "groups" => school.Groups.Select(g => Group(g, isClass: false)),
        "deletions" => school.Deletions.Select(d => new JsonObject { ["type"] = d.Type, ["id"] = d.Id, ["deleted_at"] = Moment(d.DeletedAt) }),
        _ => null,
    };

    private static JsonObject Data(JsonNode? data) => new() { ["data"] = data };

    private static JsonObject Emails(string? email) =>
        Data(new JsonObject { ["emails"] = new JsonObject { ["email"] = email, ["primary"] = email, ["home"] = null, ["work"] = null } });

    private static JsonObject Named(string? name) => Data(name is null ? null : new JsonObject { ["name"] = name, ["code"] = name });

    private JsonObject Student(WondeStudent s)
    {
        var json = new JsonObject
        {
            ["id"] = s.Id,
            ["upi"] = $"upi-{s.Id}",
            ["mis_id"] = s.MisId ?? s.Id,
            ["initials"] = null,
            ["surname"] = s.Surname,
            ["forename"] = s.Forename,
            ["middle_names"] = s.MiddleNames,
            ["legal_surname"] = s.LegalSurname,
            ["legal_forename"] = s.LegalForename,
            ["gender"] = s.Gender,
            ["date_of_birth"] = s.ImpossibleDateOfBirth is { } impossible ? JsonValue.Create(impossible) : Date(s.DateOfBirth),
            ["restored_at"] = null,
        };
        Include(json, "education_details", () => Data(new JsonObject
        {
            ["upn"] = s.Upn,
            ["admission_number"] = s.AdmissionNumber,
            ["local_upn"] = null,
            ["former_upn"] = null,
            ["learner_number"] = null,
            ["current_nc_year"] = s.YearGroup?.Replace("Year ", "", StringComparison.Ordinal),
            ["admission_date"] = Date(s.AdmissionDate),
            ["leaving_date"] = Date(s.LeavingDate),
        }));
        Include(json, "contact_details", () => Emails(s.Email));
        Include(json, "year", () => Named(s.YearGroup));
        Include(json, "registration", () => Named(s.RegistrationGroup));
        Include(json, "house", () => Named(s.House));
        return json;
    }

    private JsonObject Employee(WondeEmployee e)
    {
        var json = new JsonObject
        {
            ["id"] = e.Id,
            ["upi"] = $"upi-{e.Id}",
            ["mis_id"] = e.MisId ?? e.Id,
            ["title"] = e.Title,
            ["surname"] = e.Surname,
            ["forename"] = e.Forename,
            ["middle_names"] = e.MiddleNames,
            ["legal_surname"] = e.LegalSurname,
            ["legal_forename"] = e.LegalForename,
            ["gender"] = e.Gender,
            ["date_of_birth"] = Date(e.DateOfBirth),
        };
        Include(json, "employment_details", () => Data(new JsonObject
        {
            ["current"] = e.Current,
            ["teaching_staff"] = e.TeachingStaff,
            ["employment_start_date"] = Date(e.EmploymentStartDate),
            ["employment_end_date"] = Date(e.EmploymentEndDate),
            ["role_text"] = e.Role,
        }));
        Include(json, "contact_details", () => Data(new JsonObject { ["emails"] = new JsonObject { ["work"] = e.Email } }));
        return json;
    }

    private JsonObject Contact(WondeContact c)
    {
        var json = new JsonObject { ["id"] = c.Id, ["title"] = c.Title, ["surname"] = c.Surname, ["forename"] = c.Forename };
        Include(json, "contact_details", () => Emails(c.Email));
        Include(json, "students", () => Data(new JsonArray([.. c.Students.Select(s => new JsonObject
        {
            ["id"] = s.StudentId,
            ["relationship"] = new JsonObject
            {
                ["relationship"] = s.Relationship,
                ["parental_responsibility"] = s.ParentalResponsibility,
                ["priority"] = s.Priority,
                ["lives_with_pupil"] = s.LivesWithPupil,
            },
        })])));
        return json;
    }

    private JsonObject Group(WondeGroup g, bool isClass)
    {
        var json = new JsonObject { ["id"] = g.Id, ["mis_id"] = g.Id, ["name"] = g.Name, ["code"] = g.Name };
        if (isClass)
        {
            Include(json, "subject", () => Named(g.Subject));
            Include(json, "subjects", () => Data(new JsonArray([.. g.Subjects.Select(s => new JsonObject { ["name"] = s })])));
        }
        else
        {
            json["type"] = g.Type;
        }

        Include(json, "students", () => Ids(g.StudentIds));
        Include(json, "employees", () => Ids(g.EmployeeIds));
        return json;
    }

    private static JsonObject Ids(IEnumerable<string> ids) => Data(new JsonArray([.. ids.Select(id => new JsonObject { ["id"] = id })]));

    private void Include(JsonObject json, string name, Func<JsonNode> node)
    {
        if (include.Contains(name))
        {
            json[name] = node();
        }
    }

    private JsonNode? Date(DateOnly? date)
    {
        var text = date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return text is null ? null : dates == WondeDateForm.Text ? JsonValue.Create(text) : Php($"{text} 00:00:00.000000");
    }

    private JsonNode Moment(DateTimeOffset moment)
    {
        var text = moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return dates == WondeDateForm.Text ? JsonValue.Create(text) : Php($"{text}.000000");
    }

    private static JsonObject Php(string date) => new() { ["date"] = date, ["timezone_type"] = 3, ["timezone"] = "Europe/London" };
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Arbor;

/// <summary>What every field of every object says; a query selects from it.</summary>
internal sealed class ArborJson(ArborSchool school)
{
    public static readonly IReadOnlyList<string> Entities =
    [
        "Student", "UkDfe_UpnAssignment", "Staff", "Guardian", "StudentGuardianRelationship", "RegistrationForm", "RegistrationFormMembership",
        "RegistrationFormTutor", "TeachingGroup", "TeachingGroupMembership", "TeachingGroupTutor", "AttendanceRecord", "EducationalInstitution",
    ];

    /// <summary>What the change log knows of: the entities, and what stands behind their fields.</summary>
    public static readonly IReadOnlyList<string> Logged =
    [
        .. Entities, "Person", "EmailAddress", "EducationalInstitutionEnrolment", "AcademicYearEnrolment", "AcademicLevelMembership", "StaffContract", "BusinessRoleAssignment",
    ];

    public IEnumerable<JsonObject>? Objects(string entity) => entity switch
    {
        "Student" => school.Students.Select(Student),
        "UkDfe_UpnAssignment" => school.Upns.Select(Upn),
        "Staff" => school.Staff.Select(Staff),
        "Guardian" => school.Guardians.Select(Guardian),
        "StudentGuardianRelationship" => school.Relationships.Select(Relationship),
        "RegistrationForm" => school.RegistrationForms.Select(g => Group(g, "registrationFormName")),
        "RegistrationFormMembership" => Members(school.RegistrationForms, "registrationForm", "student", g => g.Students),
        "RegistrationFormTutor" => Members(school.RegistrationForms, "registrationForm", "staff", g => g.Staff),
        "TeachingGroup" => school.TeachingGroups.Select(g => Group(g, "teachingGroupName")),
        "TeachingGroupMembership" => Members(school.TeachingGroups, "teachingGroup", "student", g => g.Students),
        "TeachingGroupTutor" => Members(school.TeachingGroups, "teachingGroup", "staff", g => g.Staff),
        "AttendanceRecord" => school.Attendance.Select(Attendance),
        "EducationalInstitution" => [Institution(2, "Feeder (fictional)", "199999", "2999"), Institution(1, school.Name, school.Urn, school.EstablishmentNumber)],
        _ => null,
    };

    private static string? Day(DateOnly? date) => date?.ToString("O", CultureInfo.InvariantCulture);

    private static string? Moment(DateOnly? date) => date is { } day ? $"{Day(day)} 00:00:00" : null;

    private static JsonObject? Named(string? name) => name is null ? null : new JsonObject { ["id"] = "1", ["displayName"] = name };

    // Ids are texts in GraphQL.
    private static string Text(int id) => id.ToString(CultureInfo.InvariantCulture);

    private static JsonObject Object(int id) => new() { ["id"] = Text(id) };

    private static JsonArray Emails(string? email) =>
        email is null ? [] : [new JsonObject { ["emailAddress"] = email, ["emailAddressType"] = Named("Default e-mail") }];

    private static JsonObject Student(ArborStudent s) => new()
    {
        ["id"] = Text(s.Id),
        ["legalFirstName"] = s.LegalFirstName,
        ["legalMiddleNames"] = s.LegalMiddleNames,
        ["legalLastName"] = s.LegalLastName,
        ["preferredFirstName"] = s.PreferredFirstName,
        ["preferredLastName"] = s.PreferredLastName,
        ["dateOfBirth"] = s.DateOfBirth,
        ["gender"] = Named(s.Gender),
        ["studentNumber"] = s.StudentNumber,
        ["mostRecentEntryDate"] = Day(s.EntryDate),
        ["leavingDate"] = Day(s.LeavingDate),
        ["displayAcademicLevel"] = Named(s.AcademicLevel),
        ["registrationForm"] = Named(s.RegistrationForm),
        ["house"] = Named(s.House),
        ["emailAddresses"] = Emails(s.Email),
    };

    private static JsonObject Staff(ArborStaff s) => new()
    {
        ["id"] = Text(s.Id),
        ["title"] = Named(s.Title),
        ["legalFirstName"] = s.LegalFirstName,
        ["legalMiddleNames"] = s.LegalMiddleNames,
        ["legalLastName"] = s.LegalLastName,
        ["preferredFirstName"] = s.PreferredFirstName,
        ["preferredLastName"] = s.PreferredLastName,
        ["dateOfBirth"] = s.DateOfBirth,
        ["gender"] = Named(s.Gender),
        ["staffNumber"] = s.StaffNumber,
        ["displayJobTitle"] = s.JobTitle,
        ["isActiveInSchool"] = s.Active,
        ["joiningDate"] = Day(s.JoiningDate),
        ["leavingDate"] = Day(s.LeavingDate),
        ["emailAddresses"] = Emails(s.Email),
    };

    private static JsonObject Upn(ArborUpn u) => new()
    {
        ["id"] = Text(u.Id),
        ["student"] = Object(u.Student),
        ["upn"] = u.Upn,
        ["isTemporary"] = u.Temporary,
        ["startDatetime"] = Moment(u.Start),
        ["endDatetime"] = Moment(u.End),
    };

    private static JsonObject Guardian(ArborGuardian g) => new()
    {
        ["id"] = Text(g.Id),
        ["title"] = Named(g.Title),
        ["legalFirstName"] = g.FirstName,
        ["legalLastName"] = g.LastName,
        ["emailAddresses"] = Emails(g.Email),
    };

    private static JsonObject Relationship(ArborRelationship r) => new()
    {
        ["id"] = Text(r.Id),
        ["student"] = Object(r.Student),
        ["guardian"] = Object(r.Guardian),
        ["guardianRelationshipType"] = Named(r.Type),
        ["isLegalGuardian"] = r.Legal,
        ["emergencyContactPriority"] = r.Priority,
    };

    private static JsonObject Group(ArborGroup g, string name) => new()
    {
        ["id"] = Text(g.Id),
        [name] = g.Name,
        ["subject"] = Named(g.Subject),
        ["academicYear"] = new JsonObject { ["id"] = "1", ["startDate"] = Day(g.YearStart), ["endDate"] = Day(g.YearEnd) },
    };

    private static IEnumerable<JsonObject> Members(List<ArborGroup> groups, string groupName, string personName, Func<ArborGroup, IReadOnlyList<ArborMember>> members)
    {
        var id = 0;
        foreach (var group in groups)
        {
            foreach (var member in members(group))
            {
                yield return new JsonObject
                {
                    ["id"] = Text(++id),
                    [groupName] = Object(group.Id),
                    [personName] = Object(member.Person),
                    ["startDate"] = Day(member.Start),
                    ["endDate"] = Day(member.End),
                };
            }
        }
    }

    private static JsonObject Attendance(ArborAttendance a) => new()
    {
        ["id"] = Text(a.Id),
        ["student"] = Object(a.Student),
        ["attendanceMark"] = new JsonObject { ["id"] = "1", ["code"] = a.Mark },
        ["startDatetime"] = a.Start.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
    };

    private JsonObject Institution(int id, string name, string urn, string number) => new()
    {
        ["id"] = Text(id),
        ["educationalInstitutionName"] = name,
        ["urn"] = urn,
        ["establishmentNumber"] = number,
        ["localAuthority"] = new JsonObject { ["id"] = "1", ["code"] = school.LaCode },
    };
}

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Uso.Fakes.Bromcom;

/// <summary>The rows of an entity, as its name and filter ask for them.</summary>
internal static partial class BromcomRows
{
    private const int Padded = 30;

    /// <summary>Null when there is no such entity.</summary>
    public static IEnumerable<JsonObject>? Of(BromcomSchool school, string entity, string filter) => entity switch
    {
        "StudentFlatView" => school.Students.Where(s => Asked(filter, s.StartDate, s.EndDate)).Select(Student),
        "Staff" => school.Staff.Where(s => Asked(filter, s.StartDate, s.EndDate)).Select(Staff),
        "YearGroupSubjectStudents" => school.Classes.SelectMany(c => c.StudentIds.Select(id => ClassMember(c, id))),
        "BasicAttendance" => school.Marks.Where(m => InRange(filter, m.Date)).Select(Mark),
        _ => null,
    };

    private static JsonObject Student(BromcomStudent s)
    {
        var row = new JsonObject
        {
            ["studentId"] = s.Id,
            ["preferredFirstName"] = Pad(s.PreferredFirstName ?? s.FirstName),
            ["preferredLastName"] = Pad(s.PreferredLastName ?? s.LastName),
            ["firstName"] = Pad(s.FirstName),
            ["lastName"] = Pad(s.LastName),
            ["genderCode"] = s.Gender,
            ["dateOfBirth"] = s.DateOfBirth,
            ["studentEmail"] = s.Email,
            ["upn"] = s.Upn,
            ["examNumber"] = null,
            ["admissionNumber"] = s.AdmissionNumber,
            ["ethnicityCode"] = "REFU",
            ["provisionName"] = "N",
            ["premiumPupilFlag"] = false,
            ["yearGroup"] = s.YearGroup,
            ["tutorGroupName"] = Pad(s.TutorGroup ?? "NoTutorGrp"),
            ["enrolmentStateName"] = s.Enrolment,
            ["enrolmentStartDate"] = Date(s.StartDate),
            ["enrolmentEndDate"] = s.EndDate is { } end ? Date(end) : "1900-01-01T00:00:00",
        };
        for (var i = 0; i < 3; i++)
        {
            var contact = i < s.Contacts.Count ? s.Contacts[i] : null;
            row[$"contact{i + 1}Name"] = contact?.Name;
            row[$"contact{i + 1}Telephone"] = contact is null ? null : "01632 960000 ";
            row[$"contact{i + 1}Email"] = contact?.Email;
            row[$"contact{i + 1}Relationship"] = contact?.Relationship;
            row[$"contact{i + 1}ParentalResponsibility"] = contact is null ? null : contact.ParentalResponsibility ? "Yes" : "No";
        }

        return row;
    }

    private static JsonObject Staff(BromcomStaff s) => new()
    {
        ["staffId"] = s.Id,
        ["title"] = s.Title,
        ["preferredFirstName"] = Pad(s.PreferredFirstName ?? s.FirstName),
        ["preferredLastName"] = Pad(s.LastName),
        ["firstName"] = Pad(s.FirstName),
        ["lastName"] = Pad(s.LastName),
        ["dateOfBirth"] = s.DateOfBirth,
        ["workEmail"] = s.Email,
        ["staffCode"] = Pad(s.StaffCode),
        ["jobTitle"] = s.JobTitle,
        ["startDate"] = Date(s.StartDate),
        ["endDate"] = s.EndDate is { } end ? Date(end) : null,
    };

    private static JsonObject ClassMember(BromcomClass group, int student) => new()
    {
        ["studentId"] = student,
        ["className"] = $"{group.Name}\r\n (26/27)",
        ["subjectDescription"] = Pad(group.Subject),
    };

    private static JsonObject Mark(BromcomMark mark) => new()
    {
        ["studentId"] = mark.StudentId,
        ["calendarStartDate"] = Date(mark.Date),
        ["startTime"] = "1900-01-01T09:10:00",
        ["periodDisplayName"] = mark.Session,
        ["mark"] = mark.Mark ?? " ",
    };

    private static string? Pad(string? value) => value?.PadRight(Padded);

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);

    // "…startDate>'d'" asks for those who start later, "…startDate <='d' and (…" for those who are there on the day.
    private static bool Asked(string filter, DateOnly start, DateOnly? end)
    {
        var day = Day().Match(filter) is { Success: true } found ? DateOnly.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : DateOnly.MaxValue;
        return filter.Contains("tartDate>'", StringComparison.Ordinal) ? start > day : start <= day && (end is null || end >= day);
    }

    private static bool InRange(string filter, DateOnly date)
    {
        var days = Day().Matches(filter).Select(found => DateOnly.Parse(found.ValueSpan, CultureInfo.InvariantCulture)).ToArray();
        return days.Length != 2 || (date >= days[0] && date <= days[1]);
    }

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2}")]
    private static partial Regex Day();
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Isams;

/// <summary>Records in the shape of the REST API.</summary>
internal static class IsamsJson
{
    public static JsonObject Student(IsamsStudent s) => new()
    {
        ["schoolId"] = s.SchoolId,
        ["schoolCode"] = s.SchoolCode,
        ["personGuid"] = $"00000000-0000-4000-8000-{s.SchoolId.PadLeft(12, '0')}",
        ["forename"] = s.Forename,
        ["middlenames"] = s.MiddleNames,
        ["surname"] = s.Surname,
        ["preferredName"] = s.PreferredName ?? s.Forename,
        ["fullName"] = $"{s.Forename} {s.Surname}",
        ["initials"] = null,
        ["dob"] = s.DateOfBirth,
        ["gender"] = s.Gender,
        ["formGroup"] = s.FormGroup,
        ["yearGroup"] = s.YearGroup,
        ["academicHouse"] = s.AcademicHouse,
        ["boardingHouse"] = null,
        ["schoolEmailAddress"] = s.Email,
        ["enrolmentDate"] = Date(s.EnrolmentDate),
        ["leavingDate"] = Date(s.LeavingDate),
        ["familyId"] = 0,
        ["homeAddresses"] = new JsonArray(new JsonObject { ["town"] = "Nowhere" }),
        ["uniquePupilNumber"] = s.Upn,
        ["lastUpdated"] = "2026-09-01T10:11:53",
    };

    public static JsonObject Employee(IsamsEmployee e) => new()
    {
        ["id"] = e.Id,
        ["personGuid"] = $"00000000-0000-4000-8001-{e.Id:000000000000}",
        ["title"] = e.Title,
        ["forename"] = e.Forename,
        ["middleNames"] = e.MiddleNames,
        ["surname"] = e.Surname,
        ["preferredName"] = e.PreferredName ?? e.Forename,
        ["dateOfBirth"] = e.DateOfBirth,
        ["schoolEmailAddress"] = e.Email,
        ["schoolInitials"] = e.Initials,
        ["isTeachingStaff"] = e.IsTeachingStaff,
        ["enrolmentDate"] = Date(e.EnrolmentDate),
        ["leavingDate"] = null,
        ["systemStatus"] = e.SystemStatus,
    };

    public static JsonObject Set(IsamsSet set) => new()
    {
        ["id"] = set.Id,
        ["name"] = set.Name,
        ["setCode"] = set.SetCode ?? set.Name,
        ["subjectId"] = 1,
        ["hidden"] = false,
        ["teachers"] = new JsonArray(),
    };

    public static JsonObject SetList(IsamsSet set) => new()
    {
        ["students"] = new JsonArray([.. set.SchoolIds.Select(id => new JsonObject { ["schoolId"] = id, ["submitDate"] = "2026-09-01T00:00:00" })]),
    };

    public static string? Date(DateOnly? date) => date?.ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture);
}

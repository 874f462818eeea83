using System.Globalization;
using System.IO.Compression;
using Uso.Mis;

namespace Uso.Samples.Generator;

/// <summary>Writes a school's day as a OneRoster 1.2 archive: the files and columns that are read, by the standard's names.</summary>
public static class OneRosterWriter
{
    private const string Org = "org-1";

    private static readonly string[] All =
    [
        "academicSessions", "categories", "classes", "classResources", "courses", "courseResources", "demographics", "enrollments", "lineItemLearningObjectiveIds", "lineItems",
        "lineItemScoreScales", "orgs", "resources", "resultLearningObjectiveIds", "results", "resultScoreScales", "roles", "scoreScales", "userProfiles", "userResources", "users",
    ];

    /// <param name="day">The day.</param>
    /// <param name="output">Gets the zip.</param>
    /// <param name="withheld">Pupils whose row in users.csv is left out, though they have a role.</param>
    /// <param name="delta">The manifest says that the files hold changes only.</param>
    public static void WriteExport(SchoolDay day, Stream output, Func<SampleRow, bool>? withheld = null, bool delta = false)
    {
        ArgumentNullException.ThrowIfNull(day);
        var pupils = day.Has(Report.Students) ? day.Pupils : [];
        var staff = day.Has(Report.Staff) ? day.Staff : [];
        var contacts = day.Has(Report.Contacts) ? day.Contacts : [];
        var groups = day.Has(Report.GroupsAndClasses) ? day.Groups : [];
        var agents = contacts.SelectMany(contact => contact.Pupils.Select(pupil => (Pupil: pupil, contact.MisId))).ToLookup(one => one.Pupil, one => one.MisId);
        string[] written = ["orgs", "users", "roles", "demographics", .. groups.Count > 0 ? ["classes", "enrollments"] : Array.Empty<string>()];
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        File("manifest", ["propertyName", "value"],
        [
            ["manifest.version", "1.0"], ["oneroster.version", "1.2"],
            .. All.Select(name => new string?[] { $"file.{name}", !written.Contains(name) ? "absent" : delta ? "delta" : "bulk" }),
        ]);
        File("orgs", ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"], [[Org, null, null, day.School.Name, "school", day.School.Urn, null]]);
        File("users", ["sourcedId", "status", "dateLastModified", "enabledUser", "username", "userIds", "givenName", "familyName", "middleName", "identifier", "email", "agentSourcedIds", "grades", "preferredGivenName"],
        [
            .. staff.Select(row => User(row, null, null, null)),
            .. pupils.Where(row => withheld?.Invoke(row) is not true).Select(row => User(row, row.Upn is null ? null : $"{{UPN:{row.Upn}}}", string.Join(',', agents[row.MisId]), row.Year.ToString(CultureInfo.InvariantCulture))),
            .. contacts.Select(contact => new[] { contact.MisId, null, null, "true", null, null, contact.FirstName, contact.LastName, null, null, contact.Email, null, null, null }),
        ]);
        File("roles", ["sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId"],
        [
            .. pupils.Select(row => Role(row.MisId, "student", row.StartDate)),
            .. staff.Select(row => Role(row.MisId, "teacher", row.StartDate)),
            .. contacts.Select(contact => Role(contact.MisId, "parent", null)),
        ]);
        File("demographics", ["sourcedId", "status", "dateLastModified", "birthDate", "sex"], pupils.Concat(staff).Select(row => new[] { row.MisId, null, null, RowText.Born(row), row.Girl ? "female" : "male" }));
        if (groups.Count > 0)
        {
            File("classes", ["sourcedId", "status", "dateLastModified", "title", "classType", "schoolSourcedId", "subjects"],
                groups.Select(group => new[] { group.Id, null, null, group.Name, group.Kind is GroupKind.RegistrationGroup ? "homeroom" : "scheduled", Org, group.Subject }));
            File("enrollments", ["sourcedId", "status", "dateLastModified", "classSourcedId", "schoolSourcedId", "userSourcedId", "role"],
                groups.SelectMany(group => group.Members.Select(member => new[] { $"{group.Id}-{member.MisId}", null, null, group.Id, Org, member.MisId, member.Kind is PersonKind.Pupil ? "student" : "teacher" })));
        }

        void File(string name, string[] header, IEnumerable<string?[]> rows)
        {
            var entry = zip.CreateEntry($"{name}.csv", CompressionLevel.Fastest);
            entry.LastWriteTime = new DateTimeOffset(day.ExportedAt, TimeSpan.Zero);
            using var stream = entry.Open();
            using var lines = new CsvLines(stream, mark: false);
            lines.Write(header);
            foreach (var row in rows)
            {
                lines.Write(row);
            }
        }
    }

    private static string?[] User(SampleRow row, string? ids, string? agents, string? grades) =>
        [row.MisId, null, null, "true", null, ids, row.FirstName, RowText.Surname(row), row.MiddleNames, row.Code, row.Email, agents, grades, row.PreferredFirstName];

    private static string?[] Role(string user, string role, DateOnly? since) => [$"role-{role}-{user}", null, null, user, "primary", role, since?.ToString("O", CultureInfo.InvariantCulture), null, Org];
}

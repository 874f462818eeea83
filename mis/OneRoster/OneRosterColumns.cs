using Uso.Mis.Rows;

namespace Uso.Mis.OneRoster;

/// <summary>The columns that are read, by the names of the OneRoster 1.2 CSV binding. Those that begin with <c>uso:</c> are put in by the reader: they come from another file than the row, or are known already.</summary>
internal static class OneRosterColumns
{
    public const string Id = "uso:sourcedId";
    public const string Birth = "uso:birthDate";
    public const string Sex = "uso:sex";
    public const string Role = "uso:role";
    public const string Begin = "uso:beginDate";
    public const string End = "uso:endDate";
    public const string Agents = "agentSourcedIds";

    public static IReadOnlyList<RowColumn> Pupils { get; } =
    [
        .. Person(Report.Students, "Pupil basic details"),
        new(Report.Students, "Pupil basic details", nameof(ExtractPerson.DateOfBirth), Birth, RowCell.Date, true),
        new(Report.Students, "Pupil basic details", nameof(ExtractPerson.Gender), Sex, RowCell.Repeated),
        new(Report.Students, "Pupil basic details", nameof(ExtractPerson.Upn), "userIds") { Clean = Upn },
        new(Report.Students, "Pupil school details", nameof(ExtractPerson.AdmissionNumber), "identifier"),
        new(Report.Students, "Pupil school details", nameof(ExtractPerson.YearGroup), "grades", RowCell.Repeated) { Clean = First },
        new(Report.Students, "Pupil school details", nameof(ExtractPerson.StartDate), Begin, RowCell.Date),
        new(Report.Students, "Pupil school details", nameof(ExtractPerson.EndDate), End, RowCell.Date),
        new(Report.Students, "Pupil e-mail", nameof(ExtractPerson.Email), "email"),
    ];

    public static IReadOnlyList<RowColumn> Staff { get; } =
    [
        .. Person(Report.Staff, "Staff basic details"),
        new(Report.Staff, "Staff basic details", nameof(ExtractPerson.DateOfBirth), Birth, RowCell.Date),
        new(Report.Staff, "Staff basic details", nameof(ExtractPerson.Gender), Sex, RowCell.Repeated),
        new(Report.Staff, "Staff basic details", nameof(ExtractPerson.Email), "email"),
        new(Report.Staff, "Staff role", nameof(ExtractPerson.StaffCode), "identifier"),
        new(Report.Staff, "Staff role", nameof(ExtractPerson.Role), Role, RowCell.Repeated),
        new(Report.Staff, "Staff role", nameof(ExtractPerson.StartDate), Begin, RowCell.Date),
        new(Report.Staff, "Staff role", nameof(ExtractPerson.EndDate), End, RowCell.Date),
    ];

    public static IReadOnlyList<RowColumn> Contacts { get; } =
    [
        new(Report.Contacts, "Contact basic details", nameof(ExtractPerson.MisId), Id, RowCell.Key, true),
        new(Report.Contacts, "Contact basic details", nameof(ExtractPerson.LegalFirstName), "givenName", RowCell.Text, true),
        new(Report.Contacts, "Contact basic details", nameof(ExtractPerson.LegalLastName), "familyName", RowCell.Text, true),
        new(Report.Contacts, "Contact basic details", nameof(ExtractPerson.Email), "email"),
    ];

    public static IReadOnlyList<RowColumn> Classes { get; } =
    [
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.GroupId), "sourcedId", RowCell.Key, true),
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Name), "title", RowCell.Repeated, true),
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Kind), "classType", RowCell.Repeated),
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Subject), "subjects", RowCell.Repeated),
    ];

    /// <summary>The fields as settings screens show them.</summary>
    public static IReadOnlyList<MisField> Fields() =>
    [
        .. Pupils.Concat(Staff).Concat(Contacts).Concat(Classes).Select(c => new MisField(c.Report, c.SubReport, c.Field, c.Mandatory)),
        new(Report.Contacts, "Contact relationship", nameof(ExtractContactLink.Relationship), false),
    ];

    private static RowColumn[] Person(Report report, string basic) =>
    [
        new(report, basic, nameof(ExtractPerson.MisId), Id, RowCell.Key, true),
        new(report, basic, nameof(ExtractPerson.LegalFirstName), "givenName", RowCell.Text, true),
        new(report, basic, nameof(ExtractPerson.MiddleNames), "middleName"),
        new(report, basic, nameof(ExtractPerson.LegalLastName), "familyName", RowCell.Text, true),
        new(report, basic, nameof(ExtractPerson.PreferredFirstName), "preferredGivenName"),
        new(report, basic, nameof(ExtractPerson.PreferredLastName), "preferredFamilyName"),
    ];

    // "{UPN:H801200001001},{Other:12}"
    private static ReadOnlySpan<char> Upn(ReadOnlySpan<char> value, Span<char> buffer)
    {
        const string key = "{UPN:";
        var at = value.IndexOf(key, StringComparison.OrdinalIgnoreCase);
        var rest = at < 0 ? [] : value[(at + key.Length)..];
        var end = rest.IndexOf('}');
        return end < 0 ? [] : rest[..end];
    }

    // A list: somebody in two years is shown in the first.
    private static ReadOnlySpan<char> First(ReadOnlySpan<char> value, Span<char> buffer) => value.IndexOf(',') is > 0 and var comma ? value[..comma] : value;
}

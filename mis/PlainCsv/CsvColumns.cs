using Uso.Mis.Rows;

namespace Uso.Mis.PlainCsv;

/// <summary>What the columns of a plain CSV can be, report by report. Without a mapping, a column's header is the name of its field.</summary>
internal static class CsvColumns
{
    /// <summary>The pupil of a contact's row.</summary>
    public const string Pupil = "PupilMisId";

    /// <summary>The person of a group's row, and what kind of person it is.</summary>
    public const string Member = "PersonMisId";

    public const string MemberKind = "MemberKind";

    private static readonly Dictionary<Report, RowColumn[]> ByReport = new()
    {
        [Report.Staff] = Staff(Report.Staff),
        [Report.Students] = Pupils(Report.Students),
        [Report.FutureStaff] = Staff(Report.FutureStaff),
        [Report.FutureStudents] = Pupils(Report.FutureStudents),
        [Report.Contacts] =
        [
            .. Of(Report.Contacts, "Contact basic details", "MisId#", "LegalFirstName*", "LegalLastName*", "Title~", "Email"),
            .. Of(Report.Contacts, "Contact relationship", Pupil, "Relationship~", "ParentalResponsibility~", "Priority~"),
        ],
        [Report.GroupsAndClasses] =
        [
            .. Of(Report.GroupsAndClasses, "Group details", "GroupId#", "Name*~", "Kind~", "Subject~"),
            .. Of(Report.GroupsAndClasses, "Group members", Member, MemberKind + "~"),
        ],
        [Report.Attendance] = [.. Of(Report.Attendance, "Attendance marks", "PupilMisId#", "Date*@", "Session*~", "Mark*~")],
    };

    public static IReadOnlyList<RowColumn> Of(Report report) => ByReport[report];

    /// <summary>The fields as settings screens show them.</summary>
    public static IReadOnlyList<MisField> Fields() => [.. ByReport.Values.SelectMany(c => c).Select(c => new MisField(c.Report, c.SubReport, c.Field, c.Mandatory))];

    private static RowColumn[] Pupils(Report report) =>
    [
        .. Of(report, "Pupil basic details", "MisId#", "LegalFirstName*", "LegalLastName*", "DateOfBirth*@", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Gender~", "Upn"),
        .. Of(report, "Pupil school details", "AdmissionNumber", "YearGroup~", "RegistrationGroup~", "House~", "Enrolment~", "StartDate@", "EndDate@"),
        .. Of(report, "Pupil e-mail", "Email"),
    ];

    private static RowColumn[] Staff(Report report) =>
    [
        .. Of(report, "Staff basic details", "MisId#", "LegalFirstName*", "LegalLastName*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Title~", "DateOfBirth@", "Gender~", "Email"),
        .. Of(report, "Staff role", "StaffCode", "Role~", "StartDate@", "EndDate@"),
    ];

    // # the key, * mandatory, @ a date, ~ few different values.
    private static IEnumerable<RowColumn> Of(Report report, string subReport, params string[] fields) => fields.Select(field =>
    {
        var name = field.TrimEnd('#', '*', '@', '~');
        var cell = field.Contains('#') ? RowCell.Key : field.Contains('@') ? RowCell.Date : field.Contains('~') ? RowCell.Repeated : RowCell.Text;
        return new RowColumn(report, subReport, name, name, cell, field.Contains('#') || field.Contains('*'));
    });
}

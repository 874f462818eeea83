using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>
/// The columns of the report definitions that we hand to schools: the only place that knows a SIMS column name.
/// A school with definitions of its own gets a copy made by <see cref="With"/>. Unverified wire format: no live SIMS was called.
/// </summary>
public sealed class SimsColumns
{
    private const string Basic = "Pupil basic details";
    private const string School = "Pupil school details";
    private const string Email = "Pupil e-mail";
    private const string Staff = "Staff basic details";
    private const string Role = "Staff role";
    private const string Contact = "Contact basic details";
    private const string Link = "Contact relationship";
    private const string Group = "Group details";
    private const string Member = "Group members";
    private const string Attendance = "Attendance marks";

    private readonly Dictionary<Report, RowColumn[]> _byReport;

    private SimsColumns(IEnumerable<RowColumn> columns)
    {
        _byReport = columns.GroupBy(c => c.Report).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The columns of our own report definitions.</summary>
    public static SimsColumns Default { get; } = new(
    [
        .. Pupils(Report.Students), .. Pupils(Report.FutureStudents), .. StaffOf(Report.Staff), .. StaffOf(Report.FutureStaff),

        new(Report.Contacts, Contact, "MisId", "multiple_id", RowCell.Key, true),
        new(Report.Contacts, Contact, nameof(ExtractPerson.Title), "P_Title", RowCell.Repeated),
        new(Report.Contacts, Contact, nameof(ExtractPerson.LegalFirstName), "P_Forename", RowCell.Text, true),
        new(Report.Contacts, Contact, nameof(ExtractPerson.LegalLastName), "P_Surname", RowCell.Text, true),
        new(Report.Contacts, Link, nameof(ExtractContactLink.Relationship), "Relationship", RowCell.Repeated),
        new(Report.Contacts, Link, nameof(ExtractContactLink.ParentalResponsibility), "Parental", RowCell.Repeated),
        new(Report.Contacts, Link, nameof(ExtractContactLink.Priority), "Priority", RowCell.Repeated),
        new(Report.Contacts, Contact, nameof(ExtractPerson.Email), "Email"),

        new(Report.GroupsAndClasses, Group, nameof(ExtractGroup.GroupId), "multiple_id", RowCell.Key, true),
        new(Report.GroupsAndClasses, Group, nameof(ExtractGroup.Name), "Group Name", RowCell.Repeated, true),
        new(Report.GroupsAndClasses, Group, nameof(ExtractGroup.Kind), "Group Type", RowCell.Repeated),
        new(Report.GroupsAndClasses, Group, nameof(ExtractGroup.Subject), "Subject", RowCell.Repeated),
        new(Report.GroupsAndClasses, Member, "MemberKind", "Member Type", RowCell.Repeated),

        new(Report.Attendance, Attendance, nameof(ExtractAttendanceMark.PupilMisId), "primary_id", RowCell.Key, true),
        new(Report.Attendance, Attendance, nameof(ExtractAttendanceMark.Date), "statistical date", RowCell.Date, true),
        new(Report.Attendance, Attendance, nameof(ExtractAttendanceMark.Session), "Session", RowCell.Repeated, true),
        new(Report.Attendance, Attendance, nameof(ExtractAttendanceMark.Mark), "Mark", RowCell.Repeated, true),
    ]);

    /// <summary>The columns of one report, in the order in which the definitions print them.</summary>
    public IReadOnlyList<RowColumn> Of(Report report) => _byReport[report];

    /// <summary>The column header of a canonical field.</summary>
    public string Header(Report report, string field) => Find(report, field).Header;

    /// <summary>A copy in which one field stands under another header.</summary>
    public SimsColumns With(Report report, string field, string header)
    {
        var old = Find(report, field);
        return new SimsColumns(_byReport.Values.SelectMany(c => c).Select(c => c == old ? c with { Header = header } : c));
    }

    /// <summary>The fields as settings screens show them.</summary>
    public IReadOnlyList<MisField> Fields() =>
        [.. _byReport.Values.SelectMany(c => c).Select(c => new MisField(c.Report, c.SubReport, c.Field, c.Mandatory))];

    private static RowColumn[] Pupils(Report report) =>
    [
        new(report, Basic, nameof(ExtractPerson.MisId), "primary_id", RowCell.Key, true),
        new(report, Basic, nameof(ExtractPerson.Upn), "UPN"),
        new(report, School, nameof(ExtractPerson.AdmissionNumber), "Adno"),
        new(report, Basic, nameof(ExtractPerson.LegalLastName), "Legal Surname", RowCell.Text, true),
        new(report, Basic, nameof(ExtractPerson.LegalFirstName), "Forename", RowCell.Text, true),
        new(report, Basic, nameof(ExtractPerson.MiddleNames), "Middle Names"),
        new(report, Basic, nameof(ExtractPerson.PreferredFirstName), "ChosenName"),
        new(report, Basic, nameof(ExtractPerson.PreferredLastName), "Surname"),
        new(report, Basic, nameof(ExtractPerson.DateOfBirth), "DOB", RowCell.Date, true),
        new(report, Basic, nameof(ExtractPerson.Gender), "Gender", RowCell.Repeated),
        new(report, School, nameof(ExtractPerson.YearGroup), "Year", RowCell.Repeated),
        new(report, School, nameof(ExtractPerson.RegistrationGroup), "Reg", RowCell.Repeated),
        new(report, School, nameof(ExtractPerson.House), "House", RowCell.Repeated),
        new(report, Email, nameof(ExtractPerson.Email), "Primary Email"),
        new(report, School, nameof(ExtractPerson.Enrolment), "Enrolment Status", RowCell.Repeated),
        new(report, School, nameof(ExtractPerson.StartDate), "Date of Admission", RowCell.Date),
        new(report, School, nameof(ExtractPerson.EndDate), "Date of Leaving", RowCell.Date),
    ];

    private static RowColumn[] StaffOf(Report report) =>
    [
        new(report, Staff, nameof(ExtractPerson.MisId), "primary_id", RowCell.Key, true),
        new(report, Staff, nameof(ExtractPerson.StaffCode), "Staff Code"),
        new(report, Staff, nameof(ExtractPerson.Title), "Title", RowCell.Repeated),
        new(report, Staff, nameof(ExtractPerson.LegalLastName), "Legal Surname", RowCell.Text, true),
        new(report, Staff, nameof(ExtractPerson.LegalFirstName), "Forename", RowCell.Text, true),
        new(report, Staff, nameof(ExtractPerson.MiddleNames), "Middle Names"),
        new(report, Staff, nameof(ExtractPerson.PreferredFirstName), "ChosenName"),
        new(report, Staff, nameof(ExtractPerson.PreferredLastName), "Surname"),
        new(report, Staff, nameof(ExtractPerson.DateOfBirth), "DOB", RowCell.Date),
        new(report, Staff, nameof(ExtractPerson.Gender), "Gender", RowCell.Repeated),
        new(report, Role, nameof(ExtractPerson.Role), "Role", RowCell.Repeated),
        new(report, Staff, nameof(ExtractPerson.Email), "Work Email"),
        new(report, Role, nameof(ExtractPerson.StartDate), "Employment Start", RowCell.Date),
        new(report, Role, nameof(ExtractPerson.EndDate), "Employment End", RowCell.Date),
    ];

    private RowColumn Find(Report report, string field) =>
        Array.Find(_byReport[report], c => c.Field == field) ?? throw new ArgumentException($"The report has no field {field}.", nameof(field));
}

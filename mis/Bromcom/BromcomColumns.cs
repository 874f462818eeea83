using Uso.Mis.Rows;

namespace Uso.Mis.Bromcom;

/// <summary>
/// The columns of Bromcom's entities: the only place that knows their names. The same names come by every way, as JSON properties and as XML elements.
/// From a public client's contracts; those marked unverified there are not, and are optional.
/// </summary>
internal static class BromcomColumns
{
    /// <summary>Contacts that a row of <c>StudentFlatView</c> has room for.</summary>
    public const int Contacts = 3;

    private const string Link = "Contact relationship";
    private const string Contact = "Contact basic details";

    private static readonly Dictionary<Report, RowColumn[]> ByReport = new()
    {
        [Report.Students] = [.. Pupils(Report.Students)],
        [Report.FutureStudents] = [.. Pupils(Report.FutureStudents)],
        [Report.Staff] = [.. Staff(Report.Staff)],
        [Report.FutureStaff] = [.. Staff(Report.FutureStaff)],
        [Report.Contacts] = [new(Report.Contacts, Contact, "MisId", "studentId", RowCell.Key, true), .. Enumerable.Range(1, Contacts).SelectMany(ContactOf)],
        [Report.GroupsAndClasses] =
        [
            new(Report.GroupsAndClasses, "Group members", "MemberId", "studentId", RowCell.Key, true),
            new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Name), "className", RowCell.Repeated) { Clean = BromcomText.ClassName },
            new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Subject), "subjectDescription", RowCell.Repeated),
        ],
        [Report.Attendance] =
        [
            new(Report.Attendance, "Attendance marks", nameof(ExtractAttendanceMark.PupilMisId), "studentId", RowCell.Key, true),
            new(Report.Attendance, "Attendance marks", nameof(ExtractAttendanceMark.Date), "calendarStartDate", RowCell.Date, true),
            new(Report.Attendance, "Attendance marks", nameof(ExtractAttendanceMark.Session), "periodDisplayName", RowCell.Repeated, true) { Clean = BromcomText.Session },
            new(Report.Attendance, "Attendance marks", nameof(ExtractAttendanceMark.Mark), "mark", RowCell.Repeated),
        ],
    };

    public static IReadOnlyList<RowColumn> Of(Report report) => ByReport[report];

    public static string NameOfContact(int number, string column) => $"contact{number}{column}";

    /// <summary>The fields as settings screens show them.</summary>
    public static IReadOnlyList<MisField> Fields() =>
    [
        .. ByReport.Where(r => r.Key is not (Report.Contacts or Report.GroupsAndClasses or Report.Attendance)).SelectMany(r => r.Value).Select(c => new MisField(c.Report, c.SubReport, c.Field, c.Mandatory)),
        .. new[] { ("MisId", true), ("LegalFirstName", true), ("LegalLastName", true), ("Title", false), ("Email", false) }.Select(f => new MisField(Report.Contacts, Contact, f.Item1, f.Item2)),
        .. new[] { "Relationship", "ParentalResponsibility", "Priority" }.Select(f => new MisField(Report.Contacts, Link, f, false)),
        .. new[] { ("GroupId", true), ("Name", true), ("Subject", false) }.Select(f => new MisField(Report.GroupsAndClasses, "Group details", f.Item1, f.Item2)),
        .. new[] { "PupilMisId", "Date", "Session", "Mark" }.Select(f => new MisField(Report.Attendance, "Attendance marks", f, true)),
    ];

    private static RowColumn[] Pupils(Report report)
    {
        const string basic = "Pupil basic details";
        const string school = "Pupil school details";
        return
        [
            new(report, basic, nameof(ExtractPerson.MisId), "studentId", RowCell.Key, true),
            new(report, basic, nameof(ExtractPerson.Upn), "upn"),
            new(report, school, nameof(ExtractPerson.AdmissionNumber), "admissionNumber"),
            new(report, basic, nameof(ExtractPerson.LegalLastName), "lastName", RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.LegalFirstName), "firstName", RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.PreferredFirstName), "preferredFirstName"),
            new(report, basic, nameof(ExtractPerson.PreferredLastName), "preferredLastName"),
            new(report, basic, nameof(ExtractPerson.DateOfBirth), "dateOfBirth", RowCell.Date, true) { NoDate = BromcomText.NoDate },
            new(report, basic, nameof(ExtractPerson.Gender), "genderCode", RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.YearGroup), "yearGroup", RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.RegistrationGroup), "tutorGroupName", RowCell.Repeated) { Clean = BromcomText.TutorGroup },
            new(report, "Pupil e-mail", nameof(ExtractPerson.Email), "studentEmail"),
            new(report, school, nameof(ExtractPerson.Enrolment), "enrolmentStateName", RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.StartDate), "enrolmentStartDate", RowCell.Date) { NoDate = BromcomText.NoDate },
            new(report, school, nameof(ExtractPerson.EndDate), "enrolmentEndDate", RowCell.Date) { NoDate = BromcomText.NoDate },
        ];
    }

    // dateOfBirth and genderCode of staff are unverified.
    private static RowColumn[] Staff(Report report)
    {
        const string basic = "Staff basic details";
        const string role = "Staff role";
        return
        [
            new(report, basic, nameof(ExtractPerson.MisId), "staffId", RowCell.Key, true),
            new(report, basic, nameof(ExtractPerson.Title), "title", RowCell.Repeated),
            new(report, basic, nameof(ExtractPerson.LegalLastName), "lastName", RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.LegalFirstName), "firstName", RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.PreferredFirstName), "preferredFirstName"),
            new(report, basic, nameof(ExtractPerson.PreferredLastName), "preferredLastName"),
            new(report, basic, nameof(ExtractPerson.DateOfBirth), "dateOfBirth", RowCell.Date) { NoDate = BromcomText.NoDate },
            new(report, basic, nameof(ExtractPerson.Gender), "genderCode", RowCell.Repeated),
            new(report, basic, nameof(ExtractPerson.Email), "workEmail"),
            new(report, role, nameof(ExtractPerson.StaffCode), "staffCode"),
            new(report, role, nameof(ExtractPerson.Role), "jobTitle", RowCell.Repeated),
            new(report, role, nameof(ExtractPerson.StartDate), "startDate", RowCell.Date) { NoDate = BromcomText.NoDate },
            new(report, role, nameof(ExtractPerson.EndDate), "endDate", RowCell.Date) { NoDate = BromcomText.NoDate },
        ];
    }

    private static RowColumn[] ContactOf(int number) =>
    [
        new(Report.Contacts, Contact, nameof(ExtractPerson.LegalLastName), NameOfContact(number, "Name")),
        new(Report.Contacts, Contact, nameof(ExtractPerson.Email), NameOfContact(number, "Email")),
        new(Report.Contacts, Link, nameof(ExtractContactLink.Relationship), NameOfContact(number, "Relationship"), RowCell.Repeated),
        new(Report.Contacts, Link, nameof(ExtractContactLink.ParentalResponsibility), NameOfContact(number, "ParentalResponsibility"), RowCell.Repeated),
    ];
}

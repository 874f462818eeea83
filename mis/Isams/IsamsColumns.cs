using Uso.Mis.Rows;

namespace Uso.Mis.Isams;

/// <summary>
/// The columns of iSAMS' records: the only place that knows their names. The REST API and the Batch API call them differently and give the same ids,
/// so that a school may change from one way to the other.
/// </summary>
internal static class IsamsColumns
{
    /// <summary>Whether a member of staff is there now: not a field of ours, it decides whether the row counts.</summary>
    public const string SystemStatus = "SystemStatus";

    /// <summary>The pupil of a set list's row.</summary>
    public const string Member = "MemberId";

    /// <summary>Under this name the reader gives the id of the set that a page of a set list belongs to.</summary>
    public const string SetIdOfPage = "uso:set";

    public static IReadOnlyList<RowColumn> RestStudents { get; } = Students(
        "schoolId", "uniquePupilNumber", "schoolCode", "surname", "forename", "middlenames", "preferredName", "dob", "gender", "yearGroup", "formGroup", "academicHouse",
        "schoolEmailAddress", "enrolmentDate", "leavingDate");

    public static IReadOnlyList<RowColumn> BatchStudents { get; } = Students(
        "SchoolId", "UPN", "SchoolCode", "Surname", "Forename", "Middlename", "Preferredname", "DOB", "Gender", "NCYear", "Form", "AcademicHouse",
        "EmailAddress", "EnrolmentDate", "LeavingDate");

    public static IReadOnlyList<RowColumn> RestStaff { get; } =
    [
        .. Staff("id", "schoolInitials", "title", "surname", "forename", "middleNames", "preferredName", "dateOfBirth", "gender", "schoolEmailAddress", "enrolmentDate", "leavingDate"),
        new(Report.Staff, "", SystemStatus, "systemStatus", RowCell.Repeated),
    ];

    public static IReadOnlyList<RowColumn> BatchStaff { get; } =
    [
        .. Staff("Id", "Initials", "Title", "Surname", "Forename", "MiddleNames", "PreferredName", "DOB", "Gender", "SchoolEmailAddress", "EnrolmentDate", "LeavingDate"),
        new(Report.Staff, "", SystemStatus, "SystemStatus", RowCell.Repeated),
    ];

    public static IReadOnlyList<RowColumn> RestSets { get; } = Sets("id", "name", "setCode");

    public static IReadOnlyList<RowColumn> BatchSets { get; } = Sets("Id", "Name", "SetCode");

    /// <summary>The row of a set list has its set's id put in by the reader: the API's answer does not say whose list it is.</summary>
    public static IReadOnlyList<RowColumn> RestSetLists { get; } = SetLists(SetIdOfPage, "schoolId");

    public static IReadOnlyList<RowColumn> BatchSetLists { get; } = SetLists("SetId", "SchoolId");

    /// <summary>The fields as settings screens show them.</summary>
    public static IReadOnlyList<MisField> Fields() =>
    [
        .. RestStudents.Concat(RestStaff).Where(c => c.Field != SystemStatus).Select(c => new MisField(c.Report, c.SubReport, c.Field, c.Mandatory)),
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.GroupId), true),
        new(Report.GroupsAndClasses, "Group details", nameof(ExtractGroup.Name), true),
    ];

    private static RowColumn[] Students(
        string id, string upn, string code, string surname, string forename, string middle, string preferred, string born, string gender,
        string year, string form, string house, string email, string start, string end)
    {
        const Report report = Report.Students;
        const string basic = "Pupil basic details", school = "Pupil school details";
        return
        [
            new(report, basic, nameof(ExtractPerson.MisId), id, RowCell.Key, true),
            new(report, basic, nameof(ExtractPerson.Upn), upn),
            new(report, school, nameof(ExtractPerson.AdmissionNumber), code),
            new(report, basic, nameof(ExtractPerson.LegalLastName), surname, RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.LegalFirstName), forename, RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.MiddleNames), middle),
            new(report, basic, nameof(ExtractPerson.PreferredFirstName), preferred),
            new(report, basic, nameof(ExtractPerson.DateOfBirth), born, RowCell.Date, true),
            new(report, basic, nameof(ExtractPerson.Gender), gender, RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.YearGroup), year, RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.RegistrationGroup), form, RowCell.Repeated),
            new(report, school, nameof(ExtractPerson.House), house, RowCell.Repeated),
            new(report, "Pupil e-mail", nameof(ExtractPerson.Email), email),
            new(report, school, nameof(ExtractPerson.StartDate), start, RowCell.Date),
            new(report, school, nameof(ExtractPerson.EndDate), end, RowCell.Date),
        ];
    }

    private static RowColumn[] Staff(
        string id, string initials, string title, string surname, string forename, string middle, string preferred, string born, string gender, string email, string start, string end)
    {
        const Report report = Report.Staff;
        const string basic = "Staff basic details", role = "Staff role";
        return
        [
            new(report, basic, nameof(ExtractPerson.MisId), id, RowCell.Key, true),
            new(report, role, nameof(ExtractPerson.StaffCode), initials),
            new(report, basic, nameof(ExtractPerson.Title), title, RowCell.Repeated),
            new(report, basic, nameof(ExtractPerson.LegalLastName), surname, RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.LegalFirstName), forename, RowCell.Text, true),
            new(report, basic, nameof(ExtractPerson.MiddleNames), middle),
            new(report, basic, nameof(ExtractPerson.PreferredFirstName), preferred),
            new(report, basic, nameof(ExtractPerson.DateOfBirth), born, RowCell.Date),
            new(report, basic, nameof(ExtractPerson.Gender), gender, RowCell.Repeated),
            new(report, basic, nameof(ExtractPerson.Email), email),
            new(report, role, nameof(ExtractPerson.StartDate), start, RowCell.Date),
            new(report, role, nameof(ExtractPerson.EndDate), end, RowCell.Date),
        ];
    }

    private static RowColumn[] Sets(string id, string name, string code) =>
    [
        new(Report.GroupsAndClasses, "", nameof(ExtractGroup.GroupId), id, RowCell.Key, true),
        new(Report.GroupsAndClasses, "", nameof(ExtractGroup.Name), name, RowCell.Text),
        new(Report.GroupsAndClasses, "", "Code", code, RowCell.Text),
    ];

    private static RowColumn[] SetLists(string set, string pupil) =>
    [
        new(Report.GroupsAndClasses, "", Member, pupil, RowCell.Key, true),
        new(Report.GroupsAndClasses, "", nameof(ExtractGroup.GroupId), set, RowCell.Text, true),
    ];
}

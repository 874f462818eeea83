using Uso.Mis.Records;

namespace Uso.Mis.PlainJson;

/// <summary>
/// Where the canonical fields stand in the records of MISs whose makers publish no field list. Where the format is ours, it is the format; where it is the maker's, it is a
/// guess, unverified, which a school's <c>fieldMap</c> corrects.
/// </summary>
internal static class PlainJsonMaps
{
    public const string Students = "students";
    public const string Staff = "staff";
    public const string Contacts = "contacts";
    public const string Groups = "groups";
    public const string Attendance = "attendance";

    /// <summary>Entries of the list of pupils in a contact.</summary>
    public const string ContactStudents = "contactStudents";

    /// <summary>Entries of the lists of people in a group.</summary>
    public const string Members = "members";

    /// <summary>The resources with the report that they serve, in the order in which they are pulled and read.</summary>
    public static IReadOnlyList<(string Resource, Report Report)> Resources { get; } =
        [(Students, Report.Students), (Staff, Report.Staff), (Contacts, Report.Contacts), (Groups, Report.GroupsAndClasses), (Attendance, Report.Attendance)];

    public static IReadOnlyDictionary<string, FieldMap> All { get; } = new[]
    {
        new FieldMap(
            Students,
            ("MisId", "id"), ("LegalFirstName", "legalForename|forename"), ("MiddleNames", "middleNames"), ("LegalLastName", "legalSurname|surname"),
            ("PreferredFirstName", "forename"), ("PreferredLastName", "surname"), ("DateOfBirth", "dateOfBirth"), ("Gender", "gender"), ("Upn", "upn"),
            ("AdmissionNumber", "admissionNumber"), ("YearGroup", "yearGroup"), ("RegistrationGroup", "registrationGroup"), ("House", "house"), ("Email", "email"),
            ("StartDate", "admissionDate"), ("EndDate", "leavingDate"), ("Enrolment", "enrolmentStatus")),
        new FieldMap(
            Staff,
            ("MisId", "id"), ("Title", "title"), ("LegalFirstName", "legalForename|forename"), ("MiddleNames", "middleNames"), ("LegalLastName", "legalSurname|surname"),
            ("PreferredFirstName", "forename"), ("PreferredLastName", "surname"), ("DateOfBirth", "dateOfBirth"), ("Gender", "gender"), ("StaffCode", "staffCode"),
            ("Role", "jobTitle"), ("Email", "email"), ("StartDate", "startDate"), ("EndDate", "endDate")),
        new FieldMap(
            Contacts,
            ("MisId", "id"), ("Title", "title"), ("LegalFirstName", "forename"), ("LegalLastName", "surname"), ("Email", "email"), ("Students", "students")),
        new FieldMap(
            ContactStudents,
            ("MisId", "id"), ("Relationship", "relationship"), ("ParentalResponsibility", "parentalResponsibility"), ("Priority", "priority")),
        new FieldMap(Groups, ("GroupId", "id"), ("Name", "name"), ("Kind", "type"), ("Subject", "subject"), ("Students", "students"), ("Staff", "staff")),
        new FieldMap(Members, ("MisId", "id")),
        new FieldMap(Attendance, ("PupilMisId", "studentId"), ("Date", "date"), ("Session", "session"), ("Mark", "mark")),
    }.ToDictionary(map => map.Record);

    /// <summary>The fields as settings screens show them, of the reports that a MIS has.</summary>
    public static IReadOnlyList<MisField> Fields(params IReadOnlyList<Report> reports) =>
    [
        .. new[]
        {
            Of(Report.Students, "Pupil basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "DateOfBirth*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Gender", "Upn"),
            Of(Report.Students, "Pupil school details", "AdmissionNumber", "YearGroup", "RegistrationGroup", "House", "Enrolment", "StartDate", "EndDate"),
            Of(Report.Students, "Pupil e-mail", "Email"),
            Of(Report.Staff, "Staff basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Title", "DateOfBirth", "Gender", "Email"),
            Of(Report.Staff, "Staff role", "StaffCode", "Role", "StartDate", "EndDate"),
            Of(Report.Contacts, "Contact basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "Title", "Email"),
            Of(Report.Contacts, "Contact relationship", "Relationship", "ParentalResponsibility", "Priority"),
            Of(Report.GroupsAndClasses, "Group details", "GroupId*", "Name*", "Kind", "Subject"),
            Of(Report.Attendance, "Attendance marks", "PupilMisId*", "Date*", "Session*", "Mark*"),
        }.SelectMany(fields => fields).Where(field => reports.Contains(field.Report)),
    ];

    // A star marks a mandatory field.
    private static IEnumerable<MisField> Of(Report report, string subReport, params string[] fields) =>
        fields.Select(f => new MisField(report, subReport, f.TrimEnd('*'), f.EndsWith('*')));
}

using Uso.Mis.Records;

namespace Uso.Mis.ScholarPack;

/// <summary>
/// Where each canonical field stands in ScholarPack's records. Unverified wire format: the envelope and the resources are public, the names inside a record are not, and
/// these are guesses that a school's <c>fieldMap</c> corrects.
/// </summary>
internal static class ScholarPackFields
{
    /// <summary>The list of somebody's groups, and the kind of record in it.</summary>
    public const string Groups = "groups";

    public static IReadOnlyList<MisField> All { get; } =
    [
        .. Of(Report.Students, "Pupil basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "DateOfBirth*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Gender", "Upn"),
        .. Of(Report.Students, "Pupil school details", "AdmissionNumber", "YearGroup", "RegistrationGroup", "House", "StartDate", "EndDate"),
        .. Of(Report.Students, "Pupil e-mail", "Email"),
        .. Of(Report.Staff, "Staff basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Title", "DateOfBirth", "Gender", "Email"),
        .. Of(Report.Staff, "Staff role", "StaffCode", "Role", "StartDate", "EndDate"),
        .. Of(Report.Contacts, "Contact basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "Title", "Email"),
        .. Of(Report.Contacts, "Contact relationship", "Relationship", "ParentalResponsibility", "Priority"),
        .. Of(Report.GroupsAndClasses, "Group details", "GroupId*", "Name*", "Kind", "Subject"),
        .. Of(Report.Attendance, "Attendance marks", "PupilMisId*", "Date*", "Session*", "Mark*"),
    ];

    public static IReadOnlyDictionary<string, FieldMap> Maps { get; } = new[]
    {
        new FieldMap(
            ScholarPackResource.Students,
            ("MisId", "id"), ("LegalFirstName", "legal_forename|forename"), ("MiddleNames", "middle_names"), ("LegalLastName", "legal_surname|surname"),
            ("PreferredFirstName", "forename"), ("PreferredLastName", "surname"), ("DateOfBirth", "date_of_birth"), ("Gender", "gender"), ("Upn", "upn"),
            ("AdmissionNumber", "admission_number"), ("YearGroup", "year_group.name|year_group"), ("RegistrationGroup", "registration_group.name|registration_group"),
            ("House", "house.name|house"), ("Email", "email"), ("StartDate", "admission_date"), ("EndDate", "leaving_date"),
            (Groups, "groups|classes")),
        new FieldMap(
            ScholarPackResource.Staff,
            ("MisId", "id"), ("Title", "title"), ("LegalFirstName", "legal_forename|forename"), ("MiddleNames", "middle_names"), ("LegalLastName", "legal_surname|surname"),
            ("PreferredFirstName", "forename"), ("PreferredLastName", "surname"), ("DateOfBirth", "date_of_birth"), ("Gender", "gender"), ("StaffCode", "staff_code"),
            ("Role", "job_title"), ("Email", "email"), ("StartDate", "start_date"), ("EndDate", "end_date"), (Groups, "groups|classes")),
        new FieldMap(
            ScholarPackResource.Contacts,
            ("MisId", "id"), ("PupilMisId", "student_id|student.id"), ("Title", "title"), ("LegalFirstName", "forename"), ("LegalLastName", "surname"), ("Email", "email"),
            ("Relationship", "relationship"), ("ParentalResponsibility", "parental_responsibility"), ("Priority", "priority")),
        new FieldMap(ScholarPackResource.Register, ("PupilMisId", "student_id|student.id"), ("Date", "date"), ("Session", "session"), ("Mark", "mark")),

        // What stands in the list of a pupil or a member of staff.
        new FieldMap(Groups, ("GroupId", "id|name"), ("Name", "name"), ("Kind", "type"), ("Subject", "subject.name|subject")),
    }.ToDictionary(map => map.Record);

    // A star marks a mandatory field.
    private static IEnumerable<MisField> Of(Report report, string subReport, params string[] fields) =>
        fields.Select(f => new MisField(report, subReport, f.TrimEnd('*'), f.EndsWith('*')));
}

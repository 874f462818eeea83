using Uso.Mis.Records;

namespace Uso.Mis.Arbor;

/// <summary>Where each canonical field stands in Arbor's objects, and the fields as settings screens show them. An object may come as a link instead: its id is at the link's end.</summary>
internal static class ArborFields
{
    public const string Person = "Person";
    public const string Group = "Group";
    public const string Guardian = "Guardian";
    public const string Active = "Active";
    public const string Temporary = "Temporary";

    public static IReadOnlyList<MisField> All { get; } =
    [
        .. Pupils(Report.Students), .. Pupils(Report.FutureStudents),
        .. Of(Report.Staff, "Staff basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Title", "DateOfBirth", "Gender", "Email"),
        .. Of(Report.Staff, "Staff role", "StaffCode", "Role", "StartDate", "EndDate"),
        .. Of(Report.Contacts, "Contact basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "Title", "Email"),
        .. Of(Report.Contacts, "Contact relationship", "Relationship", "ParentalResponsibility", "Priority"),
        .. Of(Report.GroupsAndClasses, "Group details", "GroupId*", "Name*"),
        .. Of(Report.Attendance, "Attendance marks", "PupilMisId*", "Date*", "Session*", "Mark*"),
    ];

    public static IReadOnlyDictionary<string, FieldMap> Maps { get; } = new[]
    {
        new FieldMap(ArborEntity.Upns, (Person, "student.id|student.href"), ("Upn", "upn"), (Temporary, "isTemporary"), ("StartDate", "startDatetime"), ("EndDate", "endDatetime")),
        new FieldMap(
            ArborEntity.Students,
            ("MisId", "id|href"), ("LegalFirstName", "legalFirstName"), ("MiddleNames", "legalMiddleNames"), ("LegalLastName", "legalLastName"),
            ("PreferredFirstName", "preferredFirstName"), ("PreferredLastName", "preferredLastName"), ("DateOfBirth", "dateOfBirth"), ("Gender", "gender.displayName"),

            // Not a value of the pupil: the assignment in force is put in its place.
            ("Upn", "upn"),
            ("AdmissionNumber", "studentNumber"), ("YearGroup", "displayAcademicLevel.displayName"), ("RegistrationGroup", "registrationForm.displayName"),
            ("Email", "emailAddresses.emailAddress"), ("StartDate", "mostRecentEntryDate"), ("EndDate", "leavingDate")),
        new FieldMap(
            ArborEntity.Staff,
            ("MisId", "id|href"), ("Title", "title.displayName"), ("LegalFirstName", "legalFirstName"), ("MiddleNames", "legalMiddleNames"), ("LegalLastName", "legalLastName"),
            ("PreferredFirstName", "preferredFirstName"), ("PreferredLastName", "preferredLastName"), ("DateOfBirth", "dateOfBirth"), ("Gender", "gender.displayName"),
            ("StaffCode", "staffNumber"), ("Role", "displayJobTitle"), ("Email", "emailAddresses.emailAddress"), (Active, "isActiveInSchool"), ("StartDate", "joiningDate"), ("EndDate", "leavingDate")),
        new FieldMap(
            ArborEntity.Guardians,
            ("MisId", "id|href"), ("Title", "title.displayName"), ("LegalFirstName", "legalFirstName"), ("LegalLastName", "legalLastName"), ("Email", "emailAddresses.emailAddress")),
        new FieldMap(
            ArborEntity.Relationships,
            (Person, "student.id|student.href"), (Guardian, "guardian.id|guardian.href"), ("Relationship", "guardianRelationshipType.displayName"),
            ("ParentalResponsibility", "isLegalGuardian"), ("Priority", "emergencyContactPriority")),
        Groups(ArborEntity.Forms, "registrationFormName"),
        Members(ArborEntity.FormMembers, "registrationForm", "student"),
        Members(ArborEntity.FormTutors, "registrationForm", "staff"),
        Groups(ArborEntity.TeachingGroups, "teachingGroupName"),
        Members(ArborEntity.TeachingGroupMembers, "teachingGroup", "student"),
        Members(ArborEntity.TeachingGroupTutors, "teachingGroup", "staff"),
        new FieldMap(ArborEntity.Attendance, ("PupilMisId", "student.id|student.href"), ("Date", "startDatetime"), ("Mark", "attendanceMark.code")),
    }.ToDictionary(map => map.Record);

    private static FieldMap Groups(string entity, string name) =>
        new(entity, ("GroupId", "id|href"), ("Name", name), ("StartDate", "academicYear.startDate"), ("EndDate", "academicYear.endDate"));

    private static FieldMap Members(string entity, string group, string person) =>
        new(entity, (Group, $"{group}.id|{group}.href"), (Person, $"{person}.id|{person}.href"), ("StartDate", "startDate"), ("EndDate", "endDate"));

    private static IEnumerable<MisField> Pupils(Report report) =>
    [
        .. Of(report, "Pupil basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "DateOfBirth*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Gender", "Upn"),
        .. Of(report, "Pupil school details", "AdmissionNumber", "YearGroup", "RegistrationGroup", "StartDate", "EndDate"),
        .. Of(report, "Pupil e-mail", "Email"),
    ];

    // A star marks a mandatory field.
    private static IEnumerable<MisField> Of(Report report, string subReport, params string[] fields) =>
        fields.Select(f => new MisField(report, subReport, f.TrimEnd('*'), f.EndsWith('*')));
}

namespace Uso.Mis.Arbor;

/// <summary>One kind of object that is read, the report it serves, and what is asked for of it.</summary>
/// <param name="Name">Its name in GraphQL, and the folder in the capture.</param>
/// <param name="Report">The report.</param>
/// <param name="Selection">The fields in GraphQL. One that Arbor does not know fails the whole query, so that nothing is asked for on a guess that can be done without.</param>
internal sealed record ArborEntity(string Name, Report Report, string Selection)
{
    public const string Students = "Student";
    public const string Upns = "UkDfe_UpnAssignment";
    public const string Staff = "Staff";
    public const string Guardians = "Guardian";
    public const string Relationships = "StudentGuardianRelationship";
    public const string Forms = "RegistrationForm";
    public const string FormMembers = "RegistrationFormMembership";
    public const string FormTutors = "RegistrationFormTutor";
    public const string TeachingGroups = "TeachingGroup";
    public const string TeachingGroupMembers = "TeachingGroupMembership";
    public const string TeachingGroupTutors = "TeachingGroupTutor";
    public const string Attendance = "AttendanceRecord";

    private const string Names = "legalFirstName legalMiddleNames legalLastName preferredFirstName preferredLastName";
    private const string Emails = "emailAddresses { emailAddress }";
    private const string Year = "academicYear { startDate endDate }";

    /// <summary>All, in the order in which they are pulled and read: what others point at comes first, and UPNs before the pupils who have them.</summary>
    public static IReadOnlyList<ArborEntity> All { get; } =
    [
        new(Upns, Report.Students, "id student { id } upn isTemporary startDatetime endDatetime"),
        new(
            Students, Report.Students,
            $"id {Names} dateOfBirth gender {{ displayName }} studentNumber mostRecentEntryDate leavingDate displayAcademicLevel {{ displayName }} registrationForm {{ displayName }} {Emails}"),
        new(
            Staff, Report.Staff,
            $"id title {{ displayName }} {Names} dateOfBirth gender {{ displayName }} staffNumber displayJobTitle isActiveInSchool joiningDate leavingDate {Emails}"),
        new(Guardians, Report.Contacts, $"id title {{ displayName }} legalFirstName legalLastName {Emails}"),
        new(Relationships, Report.Contacts, "id student { id } guardian { id } guardianRelationshipType { displayName } isLegalGuardian emergencyContactPriority"),
        new(Forms, Report.GroupsAndClasses, $"id registrationFormName {Year}"),
        new(FormMembers, Report.GroupsAndClasses, "id registrationForm { id } student { id } startDate endDate"),
        new(FormTutors, Report.GroupsAndClasses, "id registrationForm { id } staff { id } startDate endDate"),
        new(TeachingGroups, Report.GroupsAndClasses, $"id teachingGroupName {Year}"),
        new(TeachingGroupMembers, Report.GroupsAndClasses, "id teachingGroup { id } student { id } startDate endDate"),
        new(TeachingGroupTutors, Report.GroupsAndClasses, "id teachingGroup { id } staff { id } startDate endDate"),
        new(Attendance, Report.Attendance, "id student { id } attendanceMark { code } startDatetime"),
    ];

    /// <summary>Entities with the report that they serve, in the order in which they are read. Pupils who start later stand among the others.</summary>
    public static IReadOnlyList<(string Resource, Report Report)> Reports { get; } =
        [.. All.Select(entity => (entity.Name, entity.Report)), (Upns, Report.FutureStudents), (Students, Report.FutureStudents)];

    /// <summary>Taken over from the capture before when the change log is quiet. Marks are of other days every day.</summary>
    public bool IsQuiet => Report is not Report.Attendance;

    /// <summary>A school without one of them is a school of which something was not seen. Groups may well have no tutor.</summary>
    public bool IsOfPeople => Name is Students or Upns or Staff or Guardians;

    /// <summary>The entities that the accepted reports need.</summary>
    public static IReadOnlyList<ArborEntity> Of(IReadOnlySet<Report> accepted) =>
        [.. All.Where(entity => accepted.Contains(entity.Report) || (entity.Report is Report.Students && accepted.Contains(Report.FutureStudents)))];
}

namespace Uso.Mis.Wonde;

/// <summary>The fields of Wonde's reports, as settings screens show them.</summary>
internal static class WondeFields
{
    public static IReadOnlyList<MisField> All { get; } =
    [
        .. Pupils(Report.Students), .. Pupils(Report.FutureStudents),
        .. Of(Report.Staff, "Staff basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Title", "DateOfBirth", "Gender", "Email"),
        .. Of(Report.Staff, "Staff role", "StaffCode", "Role", "StartDate", "EndDate"),
        .. Of(Report.Contacts, "Contact basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "Title", "Email"),
        .. Of(Report.Contacts, "Contact relationship", "Relationship", "ParentalResponsibility", "Priority"),
        .. Of(Report.GroupsAndClasses, "Group details", "GroupId*", "Name*", "Kind", "Subject"),
    ];

    private static IEnumerable<MisField> Pupils(Report report) =>
    [
        .. Of(report, "Pupil basic details", "MisId*", "LegalFirstName*", "LegalLastName*", "DateOfBirth*", "MiddleNames", "PreferredFirstName", "PreferredLastName", "Gender", "Upn"),
        .. Of(report, "Pupil school details", "AdmissionNumber", "YearGroup", "RegistrationGroup", "House", "Enrolment", "StartDate", "EndDate"),
        .. Of(report, "Pupil e-mail", "Email"),
    ];

    // A star marks a mandatory field.
    private static IEnumerable<MisField> Of(Report report, string subReport, params string[] fields) =>
        fields.Select(f => new MisField(report, subReport, f.TrimEnd('*'), f.EndsWith('*')));
}

namespace Uso.Mis.Wonde;

/// <summary>One resource of the API and the report that it serves.</summary>
/// <param name="Name">Path under the school, and folder in the capture.</param>
/// <param name="Report">The report.</param>
/// <param name="Include">Related objects that are asked for with it.</param>
/// <param name="CountName">Its name in the school's counts; null when there is none.</param>
internal sealed record WondeResource(string Name, Report Report, string Include, string? CountName)
{
    /// <summary>All, in the order in which they are pulled.</summary>
    public static readonly IReadOnlyList<WondeResource> All =
    [
        new("students", Report.Students, "education_details,contact_details,year,registration,house", "students"),
        new("students-pre-admission", Report.FutureStudents, "education_details,contact_details,year", null),
        new("employees", Report.Staff, "employment_details,contact_details", "employees"),
        new("contacts", Report.Contacts, "contact_details,students", "contacts"),
        new("groups", Report.GroupsAndClasses, "students,employees", "groups"),
        new("classes", Report.GroupsAndClasses, "subject,students,employees", "classes"),
    ];
}

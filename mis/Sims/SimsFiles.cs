namespace Uso.Mis.Sims;

/// <summary>The pinned file names: a file's name says which report it is.</summary>
public static class SimsFiles
{
    /// <summary>Name of a report's file, without extension.</summary>
    public static string NameOf(Report report) => report.ToString();

    /// <summary>The report that a file name means, or null. Case, spaces, "&amp;" and folders do not matter: "Groups &amp; Classes.xml" is GroupsAndClasses.</summary>
    public static Report? ReportOf(string? fileName)
    {
        if (fileName is null || !(fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || fileName.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var leaf = fileName.AsSpan(fileName.LastIndexOfAny(['/', '\\']) + 1)[..^4];
        var name = string.Concat(leaf.ToString().Replace("&", "and", StringComparison.Ordinal).Split(' ', '_', '-')).ToLowerInvariant();
        return name switch
        {
            "staff" => Report.Staff,
            "students" => Report.Students,
            "contacts" => Report.Contacts,
            "groupsandclasses" or "groupsclasses" => Report.GroupsAndClasses,
            "attendance" => Report.Attendance,
            "futurestaff" => Report.FutureStaff,
            "futurestudents" => Report.FutureStudents,
            _ => null,
        };
    }
}

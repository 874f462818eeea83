namespace Uso.Mis.OneRoster;

/// <summary>
/// OneRoster 1.2 CSV: a zip of the standard's files, sent by whatever system can write it. A bulk export proves who is there; a delta brings changes and never proves that somebody
/// left. See <c>docs/mis/oneroster.md</c>.
/// </summary>
/// <param name="limits">Limits of archives.</param>
public sealed class OneRosterMis(MisLimits? limits = null) : IMis
{
    private const string OrgSetting = "orgSourcedId";
    private readonly MisLimits _limits = limits ?? new MisLimits { MaxEntries = 64 };

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = "oneroster",
        DisplayName = "OneRoster 1.2 CSV",
        Route = MisRoute.File,
        WireFormat = MisWireFormat.Documented,
        Catalogue =
        [
            MisReport.Yes(Report.Staff), MisReport.Yes(Report.Students), MisReport.Yes(Report.Contacts), MisReport.Yes(Report.GroupsAndClasses),
            MisReport.No(Report.Attendance, "The standard's CSV files have no attendance."),
            MisReport.No(Report.FutureStaff, "The standard does not tell future people apart: request a single account with the same details."),
            MisReport.No(Report.FutureStudents, "The standard does not tell future people apart: request a single account with the same details."),
        ],
        Fields = OneRosterColumns.Fields(),
        Schedule = new(MisCadence.SetByMis, "When the school sends an archive; processed overnight. The service desk can process it at once."),
        ForceRun = MisForceRun.From("by sending an archive"),
        SetUp =
        [
            MisSetUpStep.AcceptReports,
            new("first-export", SetUpActor.School, SetUpProof.FirstExport, "Send the first archive: a bulk export."),
        ],
        Notes =
        [
            "Only a bulk export shows who has left; after changes alone nobody is taken for a leaver.",
            "An archive with several schools in it needs the setting orgSourcedId: the school's sourcedId in orgs.csv.",
        ],
        Settings = [OrgSetting],
    };

    public void Inspect(Stream export, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(export);
        OneRosterPackage.Open(export, _limits).Dispose();
    }

    public DateTimeOffset? ExportedAt(Stream export, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var package = OneRosterPackage.Open(export, _limits);
        return package.WrittenAt;
    }

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return ReadAll(export, settings);
    }

    private IEnumerable<ExtractItem> ReadAll(Stream export, ReadSettings settings)
    {
        using var package = OneRosterPackage.Open(export, _limits);
        var school = SchoolOf(package, settings.Values.GetValueOrDefault(OrgSetting)?.Trim());
        foreach (var item in new OneRosterUsers(package, OneRosterPeople.Of(package, school), settings).Read())
        {
            yield return item;
        }

        if (settings.Accepted.Contains(Report.GroupsAndClasses) && package.Has(OneRosterPackage.Classes))
        {
            foreach (var item in new OneRosterClasses(package, school, settings).Read())
            {
                yield return item;
            }
        }
    }

    /// <summary>The org that is the school: the one that the setting names, or the only one.</summary>
    private static string SchoolOf(OneRosterPackage package, string? wanted)
    {
        using var rows = package.Rows(OneRosterPackage.Orgs);
        var columns = new OneRosterPeople.Columns(rows, "status", "sourcedId", "type");
        var schools = new List<string>();
        while (rows.Read())
        {
            if (!columns.IsDeleted && columns[1] is { } id && string.Equals(columns[2], "school", StringComparison.OrdinalIgnoreCase))
            {
                schools.Add(id);
            }
        }

        return string.IsNullOrEmpty(wanted)
            ? schools is [var only] ? only : throw Other("orgs.csv has no school, or several: set orgSourcedId to the one that this is.")
            : schools.Contains(wanted) ? wanted : throw Other("orgs.csv does not have the school that orgSourcedId names.");

        static MisExportException Other(string what) => new(MisErrorCodes.ExportOtherSchool, what);
    }
}

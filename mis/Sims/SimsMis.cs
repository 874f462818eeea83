using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>
/// SIMS: an agent at the school runs the report definitions and pushes what they print, XML or CSV, one file or a zip of files.
/// Unverified wire format: made from public descriptions, no live SIMS was called. See <c>docs/mis/sims.md</c>.
/// </summary>
/// <param name="columns">Column names, when a school's report definitions differ from ours.</param>
/// <param name="limits">Limits of archives.</param>
public sealed class SimsMis(SimsColumns? columns = null, MisLimits? limits = null) : IMis
{
    private readonly SimsColumns _columns = columns ?? SimsColumns.Default;
    private readonly MisLimits _limits = limits ?? new MisLimits { MaxEntries = 64 };

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = "sims",
        DisplayName = "SIMS",
        Route = MisRoute.AgentPush,
        WireFormat = MisWireFormat.Unverified,
        Catalogue =
        [
            MisReport.Current(Report.Staff), MisReport.Current(Report.Students), MisReport.Yes(Report.Contacts), MisReport.Yes(Report.GroupsAndClasses),
            MisReport.Yes(Report.Attendance), MisReport.Yes(Report.FutureStaff), MisReport.Yes(Report.FutureStudents),
        ],
        Fields = (columns ?? SimsColumns.Default).Fields(),
        Schedule = new(MisCadence.SetByAgent, "As the agent is scheduled; processed overnight. The service desk can process an export at once."),
        ForceRun = MisForceRun.From("from the agent"),
        SetUp =
        [
            MisSetUpStep.LicenceKey,
            MisSetUpStep.AcceptReports,
            new("agent", SetUpActor.School, SetUpProof.FirstExport, "Install the agent on the SIMS server, enter the licence key, and send the first export."),
        ],
        Notes = ["SIMS Connected is set up in the same way.", "Without the SIMS group \"Personnel Officer\" the staff role fields are missing; everything else works."],
        WhenLeft = "Uninstall the agent from the SIMS server and delete its scheduled task: it would go on sending exports that are refused.",
    };

    public void Inspect(Stream export, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var package = SimsPackage.Open(export, fileName, _limits);
        foreach (var file in package.Files)
        {
            file.OpenRows(_columns).Dispose();
        }
    }

    /// <summary>An archive keeps the time of each file; a single report has none.</summary>
    public DateTimeOffset? ExportedAt(Stream export, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var package = SimsPackage.Open(export, fileName, _limits);
        return package.WrittenAt;
    }

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return ReadAll(export, fileName, settings);
    }

    private IEnumerable<ExtractItem> ReadAll(Stream export, string? fileName, ReadSettings settings)
    {
        using var package = SimsPackage.Open(export, fileName, _limits);
        foreach (var file in package.Files)
        {
            if (!settings.Accepted.Contains(file.Report))
            {
                continue;
            }

            foreach (var item in ReadFile(file, settings))
            {
                yield return item;
            }
        }
    }

    private IEnumerable<ExtractItem> ReadFile(SimsFile file, ReadSettings settings)
    {
        var row = new RowValues(_columns.Of(file.Report), settings);
        var mapper = SimsKey.MapperFor(file.Report, row);
        var items = new List<ExtractItem>(4);
        var count = 0;
        using var rows = file.OpenRows(_columns);
        while (rows.Read(row))
        {
            mapper.Map(new SourceRow(file.Name, ++count), items);
            for (var i = 0; i < items.Count; i++)
            {
                yield return items[i];
            }

            items.Clear();
        }

        var reason = count == 0 ? MisErrorCodes.ReportEmpty : rows.WhyNotWhole ?? (mapper.Unidentified ? MisErrorCodes.ReportUnidentifiedRow : null);
        yield return new ReportEnd
        {
            Source = new SourceRow(file.Name, count),
            Report = file.Report,
            Rows = count,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = row.FieldsSeen(),
        };
    }
}

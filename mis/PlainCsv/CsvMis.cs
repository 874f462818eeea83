using Uso.Mis.Archives;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.PlainCsv;

/// <summary>
/// Plain CSV: the way in for a school whose MIS is none of the others. One file for each report, alone or in a zip, read as the school's saved column mapping says. The format is
/// ours. See <c>docs/mis/csv.md</c>.
/// </summary>
/// <param name="limits">Limits of archives.</param>
public sealed class CsvMis(MisLimits? limits = null) : IMis
{
    private static readonly Dictionary<string, string> NoSettings = [];
    private readonly MisLimits _limits = limits ?? new MisLimits { MaxEntries = 64 };

    public MisDescriptor Descriptor { get; } = new()
    {
        Code = "csv",
        DisplayName = "Plain CSV",
        Route = MisRoute.File,
        WireFormat = MisWireFormat.Ours,
        Catalogue = [.. Enum.GetValues<Report>().Select(report => MisReport.Yes(report))],
        Fields = CsvColumns.Fields(),
        Schedule = new(MisCadence.SetByMis, "When the school sends files; processed overnight. The service desk can process them at once."),
        ForceRun = MisForceRun.From("by sending files"),
        SetUp =
        [
            new("mapping", SetUpActor.School, SetUpProof.Confirmed, "Save the column mapping: which file is which report, which column which field. Or name files and columns as the guide says."),
            MisSetUpStep.AcceptReports,
            new("first-export", SetUpActor.School, SetUpProof.FirstExport, "Send the files."),
        ],
        Notes = ["Without a last line that gives the number of rows, nobody is ever taken for a leaver."],
        Settings = [CsvMapping.Setting],
    };

    public void CheckSettings(IReadOnlyDictionary<string, string> values) => CsvMapping.Of(values);

    public void Inspect(Stream export, string? fileName) => Inspect(export, fileName, NoSettings);

    public void Inspect(Stream export, string? fileName, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(export);
        var mapping = CsvMapping.Of(values);
        using var upload = UploadedFiles.Open(export, fileName, _limits);
        foreach (var (file, report) in Files(upload, mapping))
        {
            CsvFile.Open(file, mapping, mapping.Columns(report)).Dispose();
        }
    }

    public DateTimeOffset? ExportedAt(Stream export, string? fileName)
    {
        ArgumentNullException.ThrowIfNull(export);
        using var upload = UploadedFiles.Open(export, fileName, _limits);
        return upload.WrittenAt;
    }

    public IEnumerable<ExtractItem> Read(Stream export, string? fileName, ReadSettings settings)
    {
        ArgumentNullException.ThrowIfNull(export);
        ArgumentNullException.ThrowIfNull(settings);
        return ReadAll(export, fileName, settings);
    }

    /// <summary>The first rows of a file as the mapping reads them, good and bad, and what its header line has.</summary>
    /// <exception cref="MisExportException">The mapping or the file cannot be used.</exception>
    public CsvPreview Preview(Stream file, string fileName, IReadOnlyDictionary<string, string> values, int rows)
    {
        ArgumentNullException.ThrowIfNull(file);
        var mapping = CsvMapping.Of(values);
        using var upload = UploadedFiles.Open(file, fileName, _limits);
        var (first, report) = Files(upload, mapping)[0];
        var columns = mapping.Columns(report);
        IReadOnlyList<string> header;
        using (var csv = CsvFile.Open(first, mapping, columns))
        {
            header = csv.Header;
        }

        var settings = new ReadSettings { Accepted = new HashSet<Report> { report } };
        var items = new List<ExtractItem>();
        try
        {
            items.AddRange(ReadFile(first, report, mapping, settings).Where(item => item is not ReportEnd).TakeWhile(item => item.Source.Row <= rows));
        }
        catch (MisExportException cut) when (cut.Code == MisErrorCodes.ExportTruncated)
        {
            // The beginning of a file is enough to see how it is read.
        }

        return new CsvPreview(report, header, [.. header.Where(name => columns.All(column => !column.Header.Equals(name, StringComparison.OrdinalIgnoreCase)))], items);
    }

    private static List<(UploadedFile File, Report Report)> Files(UploadedFiles upload, CsvMapping mapping)
    {
        var files = new List<(UploadedFile File, Report Report)>();
        foreach (var file in upload.Files)
        {
            using (var look = file.Open())
            {
                if (FileHead.Of(look).Shape is FileShape.Xml or FileShape.Zip)
                {
                    throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is not CSV.");
                }
            }

            var report = mapping.ReportOf(file.Name)
                ?? throw new MisExportException(MisErrorCodes.ExportUnknownReport, "A file's name is not one of the column mapping's; see docs/mis/csv.md.");
            if (files.Exists(other => other.Report == report))
            {
                throw new MisExportException(MisErrorCodes.ExportDuplicateReport, $"Two files are the report {report}.");
            }

            files.Add((file, report));
        }

        return files;
    }

    private IEnumerable<ExtractItem> ReadAll(Stream export, string? fileName, ReadSettings settings)
    {
        var mapping = CsvMapping.Of(settings.Values);
        using var upload = UploadedFiles.Open(export, fileName, _limits);
        foreach (var (file, report) in Files(upload, mapping).Where(one => settings.Accepted.Contains(one.Report)))
        {
            foreach (var item in ReadFile(file, report, mapping, settings))
            {
                yield return item;
            }
        }
    }

    private static IEnumerable<ExtractItem> ReadFile(UploadedFile file, Report report, CsvMapping mapping, ReadSettings settings)
    {
        var columns = mapping.Columns(report);
        var row = new RowValues(columns, settings);
        RowMapper mapper = report switch
        {
            Report.Contacts => new CsvContactMapper(row),
            Report.GroupsAndClasses => new CsvGroupMapper(row),
            Report.Attendance => new AttendanceMapper(row, report),
            _ => new PersonMapper(row, report),
        };
        var items = new List<ExtractItem>(4);
        using var csv = CsvFile.Open(file, mapping, columns);
        while (csv.Read(row))
        {
            mapper.Map(new SourceRow(file.Name, csv.Rows), items);
            for (var i = 0; i < items.Count; i++)
            {
                yield return items[i];
            }

            items.Clear();
        }

        var reason = csv.WhyNotWhole ?? (mapper.Unidentified ? MisErrorCodes.ReportUnidentifiedRow : null);
        yield return new ReportEnd
        {
            Source = new SourceRow(file.Name, csv.Rows),
            Report = report,
            Rows = csv.Rows,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = mapper.FieldsSeen(),
        };
    }
}

/// <summary>What a file looks like under a mapping.</summary>
/// <param name="Report">The report that it is.</param>
/// <param name="Header">Its columns.</param>
/// <param name="NotMapped">Those that no field is read from.</param>
/// <param name="Items">The first rows, good and bad.</param>
public sealed record CsvPreview(Report Report, IReadOnlyList<string> Header, IReadOnlyList<string> NotMapped, IReadOnlyList<ExtractItem> Items);

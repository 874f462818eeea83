using Uso.Mis.Archives;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>The files of one upload: those of a zip, or the one file that was sent.</summary>
internal sealed class SimsPackage : IDisposable
{
    /// <summary>Archives without times say 1980.</summary>
    private const int FirstYear = 2000;

    private readonly SafeZip? _zip;

    private SimsPackage(SafeZip? zip, IReadOnlyList<SimsFile> files)
    {
        _zip = zip;
        Files = files;
    }

    public IReadOnlyList<SimsFile> Files { get; }

    /// <summary>When the newest file of an archive was written. Archives keep local time without a zone: read as UTC, which is right to the hour and in order.</summary>
    public DateTimeOffset? WrittenAt =>
        _zip?.Files.Max(file => new DateTimeOffset(file.LastWriteTime.DateTime, TimeSpan.Zero)) is { Year: >= FirstYear } written ? written : null;

    /// <exception cref="MisExportException">The upload is refused.</exception>
    public static SimsPackage Open(Stream export, string? fileName, MisLimits limits)
    {
        if (export.Length == 0)
        {
            throw Empty();
        }

        export.Position = 0;
        switch (FileHead.Of(export).Shape)
        {
            case FileShape.Zip:
                return OpenZip(export, limits);
            case FileShape.Empty:
                throw Empty();
            case FileShape.Binary:
                throw UnknownFormat();
        }

        var open = () =>
        {
            export.Position = 0;
            return (Stream)new UnclosedStream(export);
        };
        var report = ReportOf(fileName);
        return new SimsPackage(null, [new SimsFile(Leaf(fileName!), report, open)]);
    }

    public void Dispose() => _zip?.Dispose();

    internal static MisExportException Empty() => new(MisErrorCodes.ExportEmpty, "The file is empty: the export failed.");

    internal static MisExportException UnknownFormat() => new(MisErrorCodes.ExportUnknownFormat, "The file is neither XML nor CSV.");

    private static SimsPackage OpenZip(Stream export, MisLimits limits)
    {
        var zip = SafeZip.Open(export, limits);
        try
        {
            var files = new List<SimsFile>();
            foreach (var entry in zip.Files)
            {
                if (entry.FullName == "[Content_Types].xml")
                {
                    throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is a spreadsheet; export XML or CSV instead.");
                }

                files.Add(new SimsFile(entry.FullName, ReportOf(entry.FullName), () => zip.OpenFile(entry)));
            }

            if (files.Count == 0)
            {
                throw new MisExportException(MisErrorCodes.ExportEmpty, "The archive is empty.");
            }

            foreach (var file in files)
            {
                if (files.Exists(other => other != file && other.Report == file.Report))
                {
                    throw new MisExportException(MisErrorCodes.ExportDuplicateReport, $"The archive holds the report {file.Report} twice.");
                }
            }

            return new SimsPackage(zip, files);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    private static Report ReportOf(string? fileName) => SimsFiles.ReportOf(fileName)
        ?? throw new MisExportException(MisErrorCodes.ExportUnknownReport, "A file's name does not say which report it is; see docs/mis/sims.md for the names.");

    private static string Leaf(string fileName) => fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
}

/// <summary>One report file.</summary>
internal sealed record SimsFile(string Name, Report Report, Func<Stream> Open)
{
    /// <summary>Opens the file in its own format; its content says which, not its name.</summary>
    public ISimsRows OpenRows(SimsColumns columns)
    {
        FileHead head;
        using (var look = Open())
        {
            head = FileHead.Of(look);
        }

        switch (head.Shape)
        {
            case FileShape.Empty:
                throw SimsPackage.Empty();
            case FileShape.Xml:
                return SimsPlainXmlRows.Open(Open(), head, columns.Of(Report));
            case FileShape.Text when Name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase):
                return SimsCsvRows.Open(Open(), head.Encoding, columns.Of(Report));
            case FileShape.Zip:
                throw new MisExportException(MisErrorCodes.ArchiveBomb, "The archive holds another archive.");
            default:
                throw SimsPackage.UnknownFormat();
        }
    }
}

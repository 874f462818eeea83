using Uso.Mis.Archives;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>The files of one upload, each a report.</summary>
internal sealed class SimsPackage : IDisposable
{
    private readonly UploadedFiles _upload;

    private SimsPackage(UploadedFiles upload, IReadOnlyList<SimsFile> files) => (_upload, Files) = (upload, files);

    public IReadOnlyList<SimsFile> Files { get; }

    public DateTimeOffset? WrittenAt => _upload.WrittenAt;

    /// <exception cref="MisExportException">The upload is refused.</exception>
    public static SimsPackage Open(Stream export, string? fileName, MisLimits limits)
    {
        var upload = UploadedFiles.Open(export, fileName, limits);
        try
        {
            if (!upload.IsArchive && Shape(upload.Files[0]) is FileShape.Binary)
            {
                throw UnknownFormat();
            }

            var files = upload.Files.Select(file => new SimsFile(file.Name, ReportOf(file.Name), file.Open)).ToList();
            foreach (var file in files)
            {
                if (files.Exists(other => other != file && other.Report == file.Report))
                {
                    throw new MisExportException(MisErrorCodes.ExportDuplicateReport, $"The archive holds the report {file.Report} twice.");
                }
            }

            return new SimsPackage(upload, files);
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    public void Dispose() => _upload.Dispose();

    internal static MisExportException UnknownFormat() => new(MisErrorCodes.ExportUnknownFormat, "The file is neither XML nor CSV.");

    private static FileShape Shape(UploadedFile file)
    {
        using var stream = file.Open();
        return FileHead.Of(stream).Shape;
    }

    private static Report ReportOf(string fileName) => SimsFiles.ReportOf(fileName)
        ?? throw new MisExportException(MisErrorCodes.ExportUnknownReport, "A file's name does not say which report it is; see docs/mis/sims.md for the names.");
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
                throw UploadedFiles.Empty();
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

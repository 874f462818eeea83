using Uso.Mis.Text;

namespace Uso.Mis.Archives;

/// <summary>One file of an upload.</summary>
/// <param name="Name">As the sender calls it; "" when it was not said.</param>
/// <param name="Open">Opens it at its beginning.</param>
internal sealed record UploadedFile(string Name, Func<Stream> Open);

/// <summary>The files of one upload: those of a zip, or the one file that was sent.</summary>
internal sealed class UploadedFiles : IDisposable
{
    /// <summary>Archives without times say 1980.</summary>
    private const int FirstYear = 2000;

    private readonly SafeZip? _zip;

    private UploadedFiles(SafeZip? zip, IReadOnlyList<UploadedFile> files) => (_zip, Files) = (zip, files);

    public IReadOnlyList<UploadedFile> Files { get; }

    public bool IsArchive => _zip is not null;

    /// <summary>When the newest file of an archive was written. Archives keep local time without a zone: read as UTC, which is right to the hour and in order.</summary>
    public DateTimeOffset? WrittenAt =>
        _zip?.Files.Max(file => new DateTimeOffset(file.LastWriteTime.DateTime, TimeSpan.Zero)) is { Year: >= FirstYear } written ? written : null;

    /// <exception cref="MisExportException">The upload is refused.</exception>
    public static UploadedFiles Open(Stream export, string? fileName, MisLimits limits)
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
        }

        var name = fileName is null ? "" : fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..];
        return new UploadedFiles(null, [new UploadedFile(name, () =>
        {
            export.Position = 0;
            return new UnclosedStream(export);
        })]);
    }

    public void Dispose() => _zip?.Dispose();

    internal static MisExportException Empty() => new(MisErrorCodes.ExportEmpty, "The file is empty: the export failed.");

    private static UploadedFiles OpenZip(Stream export, MisLimits limits)
    {
        var zip = SafeZip.Open(export, limits);
        try
        {
            if (zip.Files.Any(entry => entry.FullName == "[Content_Types].xml"))
            {
                throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is a spreadsheet; export XML or CSV instead.");
            }

            if (zip.Files.Count == 0)
            {
                throw new MisExportException(MisErrorCodes.ExportEmpty, "The archive is empty.");
            }

            return new UploadedFiles(zip, [.. zip.Files.Select(entry => new UploadedFile(entry.FullName, () => zip.OpenFile(entry)))]);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }
}

using System.IO.Compression;

namespace Uso.Mis.Archives;

/// <summary>
/// A zip archive from outside. Nothing is unpacked to disk; names, sizes, ratios and counts are checked before any entry is read,
/// and what the archive said of itself is checked again while it is read.
/// </summary>
internal sealed class SafeZip : IDisposable
{
    private readonly ZipArchive _zip;
    private readonly MisLimits _limits;
    private long _unpacked;

    private SafeZip(ZipArchive zip, MisLimits limits, IReadOnlyList<ZipArchiveEntry> files)
    {
        _zip = zip;
        _limits = limits;
        Files = files;
    }

    /// <summary>The files, in the archive's order; folders and what desktops leave behind are not among them.</summary>
    public IReadOnlyList<ZipArchiveEntry> Files { get; }

    /// <exception cref="MisExportException">The archive is broken or hostile.</exception>
    public static SafeZip Open(Stream stream, MisLimits limits)
    {
        ZipTail.Check(stream, limits);
        ZipArchive? zip = null;
        try
        {
            stream.Position = 0;
            zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return new SafeZip(zip, limits, CheckEntries(zip, limits));
        }
        catch (InvalidDataException broken)
        {
            zip?.Dispose();
            throw Truncated(broken);
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Opens one file for reading once, start to end. Its length and checksum are proved at its end.</summary>
    public Stream OpenFile(ZipArchiveEntry entry)
    {
        try
        {
            return new CheckedEntryStream(entry, Spend);
        }
        catch (InvalidDataException broken)
        {
            throw Truncated(broken);
        }
    }

    public void Dispose() => _zip.Dispose();

    internal static MisExportException Truncated(Exception? inner = null) =>
        new(MisErrorCodes.ExportTruncated, "The archive is broken or was cut short.", inner);

    internal static MisExportException Bomb(string message) => new(MisErrorCodes.ArchiveBomb, message);

    private static List<ZipArchiveEntry> CheckEntries(ZipArchive zip, MisLimits limits)
    {
        var files = new List<ZipArchiveEntry>();
        var total = 0L;
        if (zip.Entries.Count > limits.MaxEntries)
        {
            throw Bomb("The archive has too many entries.");
        }

        foreach (var entry in zip.Entries)
        {
            CheckPath(entry.FullName);
            if (entry.IsEncrypted)
            {
                throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The archive is protected by a password.");
            }

            total += entry.Length;
            if (total > limits.MaxUnpackedBytes)
            {
                throw Bomb("The archive is too large once unpacked.");
            }

            if (entry.Length > limits.RatioFloorBytes && entry.Length / limits.MaxRatio > entry.CompressedLength)
            {
                throw Bomb("An entry of the archive unpacks to far more than it holds.");
            }

            if (entry.FullName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            {
                throw Bomb("The archive holds another archive.");
            }

            if (!entry.FullName.EndsWith('/') && !IsDesktopLitter(entry))
            {
                files.Add(entry);
            }
        }

        return files;
    }

    private static void CheckPath(string name)
    {
        var bad = name.Length == 0 || name[0] == '/' || name.Contains('\\') || name.Contains(':') || name.Contains('\0');
        foreach (var part in name.AsSpan().Split('/'))
        {
            bad |= name.AsSpan()[part] is "..";
        }

        if (bad)
        {
            throw new MisExportException(MisErrorCodes.ArchivePath, "An entry of the archive has a path that leaves the archive.");
        }
    }

    private static bool IsDesktopLitter(ZipArchiveEntry entry) =>
        entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) || entry.Name.StartsWith('.')
        || entry.Name.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase) || entry.Name.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase);

    private void Spend(int bytes)
    {
        // Every entry may be opened twice, once to look at its head.
        _unpacked += bytes;
        if (_unpacked > 2 * _limits.MaxUnpackedBytes)
        {
            throw Bomb("The archive is too large once unpacked.");
        }
    }
}

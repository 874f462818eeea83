using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Uso.Mis.Archives;

namespace Uso.Mis.Captures;

/// <summary>Reads a capture, one page in memory at a time.</summary>
internal sealed class CaptureReader : IDisposable
{
    private readonly SafeZip _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private byte[] _page = [];

    private CaptureReader(SafeZip zip, CaptureManifest manifest)
    {
        _zip = zip;
        _entries = zip.Files.ToDictionary(f => f.FullName, StringComparer.Ordinal);
        Manifest = manifest;
    }

    public CaptureManifest Manifest { get; }

    /// <exception cref="MisExportException">Not a whole capture of this MIS.</exception>
    public static CaptureReader Open(Stream export, MisLimits limits, string mis)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.Length == 0)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        Span<byte> magic = stackalloc byte[2];
        export.Position = 0;
        if (export.ReadAtLeast(magic, 2, throwOnEndOfStream: false) < 2 || !magic.SequenceEqual("PK"u8))
        {
            throw NotOurs();
        }

        var zip = SafeZip.Open(export, limits);
        try
        {
            return new CaptureReader(zip, ReadManifest(zip, mis));
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <summary>The bytes of a page; good until the next page is asked for.</summary>
    public ReadOnlyMemory<byte> Page(string resource, int page)
    {
        var entry = _entries.GetValueOrDefault(CaptureWriter.PageName(resource, page)) ?? throw Truncated();
        var length = (int)Math.Min(entry.Length, Array.MaxLength);
        if (_page.Length < length)
        {
            Return();
            _page = ArrayPool<byte>.Shared.Rent(length);
        }

        using var stream = _zip.OpenFile(entry);
        if (stream.ReadAtLeast(_page.AsSpan(0, length), length, throwOnEndOfStream: false) < length || stream.ReadByte() >= 0)
        {
            throw Truncated();
        }

        return _page.AsMemory(0, length);
    }

    public void Dispose()
    {
        Return();
        _zip.Dispose();
    }

    internal static MisExportException Truncated() => new(MisErrorCodes.ExportTruncated, "The capture is not whole.");

    private static MisExportException NotOurs() => new(MisErrorCodes.ExportUnknownFormat, "The file is not a capture that this version reads.");

    private static CaptureManifest ReadManifest(SafeZip zip, string mis)
    {
        var entry = zip.Files.FirstOrDefault(f => f.FullName == CaptureManifest.EntryName) ?? throw Truncated();
        try
        {
            using var stream = zip.OpenFile(entry);
            var manifest = JsonSerializer.Deserialize(stream, CaptureJson.Default.CaptureManifest);
            return manifest is { Format: CaptureManifest.FormatName, Version: CaptureManifest.CurrentVersion } && manifest.Mis == mis ? manifest : throw NotOurs();
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "The capture's manifest is not readable.", broken);
        }
    }

    private void Return()
    {
        if (_page.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_page);
            _page = [];
        }
    }
}

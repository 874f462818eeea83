using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Uso.Mis.Captures;

/// <summary>Writes a capture: a zip of the pages as they came, the manifest last. A capture without a manifest was cut short.</summary>
internal sealed class CaptureWriter(Stream capture, string mis) : IDisposable
{
    // The same answers must make the same bytes: an upload is known by its digest.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ZipArchive _zip = new(capture, ZipArchiveMode.Create, leaveOpen: true);

    public static string PageName(string resource, int page) => string.Create(CultureInfo.InvariantCulture, $"{resource}/{page:0000}");

    public void WritePage(string resource, int page, ReadOnlySpan<byte> body)
    {
        using var entry = Open(PageName(resource, page));
        entry.Write(body);
    }

    public void Finish(IReadOnlyList<CaptureResource> resources, JsonElement? fieldMap = null, JsonElement? context = null)
    {
        using var entry = Open(CaptureManifest.EntryName);
        JsonSerializer.Serialize(entry, new CaptureManifest { Mis = mis, Resources = resources, FieldMap = fieldMap, Context = context }, CaptureJson.Default.CaptureManifest);
    }

    public void Dispose() => _zip.Dispose();

    private Stream Open(string name)
    {
        var entry = _zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}

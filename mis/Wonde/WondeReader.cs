using System.IO.Compression;
using System.Text.Json;
using Uso.Mis.Archives;

namespace Uso.Mis.Wonde;

/// <summary>Reads a capture, one page at a time.</summary>
internal sealed class WondeReader(MisLimits limits)
{
    public void Inspect(Stream export)
    {
        using var zip = Open(export);
        Manifest(zip);
    }

    public IEnumerable<ExtractItem> Read(Stream export, ReadSettings settings)
    {
        using var zip = Open(export);
        var manifest = Manifest(zip);
        var entries = zip.Files.ToDictionary(f => f.FullName, StringComparer.Ordinal);
        var reports = WondeResource.All.Where(r => manifest.Resources.Any(m => m.Name == r.Name) && settings.Accepted.Contains(r.Report)).GroupBy(r => r.Report);
        foreach (var report in reports)
        {
            var resources = report.Select(r => manifest.Resources.First(m => m.Name == r.Name)).ToList();
            foreach (var item in ReadReport(zip, entries, report.Key, resources, settings))
            {
                yield return item;
            }
        }
    }

    private static IEnumerable<ExtractItem> ReadReport(
        SafeZip zip, Dictionary<string, ZipArchiveEntry> entries, Report report, List<WondeManifestResource> resources, ReadSettings settings)
    {
        var mapper = new WondeMapper(report, settings);
        var items = new List<ExtractItem>();
        var total = 0;
        foreach (var resource in resources)
        {
            var row = 0;
            for (var page = 1; page <= resource.Pages; page++)
            {
                mapper.NextPage();
                using var json = Page(zip, entries, WondeCaptureWriter.PageName(resource.Name, page));
                foreach (var record in json.RootElement.GetProperty("data").EnumerateArray())
                {
                    mapper.Map(resource.Name, record, new SourceRow(resource.Name, ++row), items);
                    foreach (var item in items)
                    {
                        yield return item;
                    }

                    items.Clear();
                }
            }

            if (row != resource.Records)
            {
                throw Truncated();
            }

            total += row;
        }

        var reason = WhyNotComplete(resources, mapper, total);
        yield return new ReportEnd
        {
            Source = new SourceRow(resources[0].Name, total),
            Report = report,
            Rows = total,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = mapper.FieldsSeen,
        };
    }

    private static string? WhyNotComplete(List<WondeManifestResource> resources, WondeMapper mapper, int total)
    {
        if (resources.Find(r => r.Outcome != WondeManifest.Complete) is { } failed)
        {
            return failed.Outcome;
        }

        if (total == 0)
        {
            return MisErrorCodes.ReportEmpty;
        }

        if (mapper.Shifted)
        {
            return MisErrorCodes.PageShifted;
        }

        if (resources.Exists(r => r.Count is { } count && count != r.Records))
        {
            return MisErrorCodes.CountMismatch;
        }

        return mapper.Unidentified ? MisErrorCodes.ReportUnidentifiedRow : null;
    }

    private static JsonDocument Page(SafeZip zip, Dictionary<string, ZipArchiveEntry> entries, string name)
    {
        using var stream = zip.OpenFile(entries.GetValueOrDefault(name) ?? throw Truncated());
        var json = Parse(stream);
        if (WondeCell.Find(json.RootElement, "data") is not { ValueKind: JsonValueKind.Array })
        {
            json.Dispose();
            throw new MisExportException(MisErrorCodes.ExportMalformed, "A page of the capture is not a page of records.");
        }

        return json;
    }

    private static JsonDocument Parse(Stream stream)
    {
        try
        {
            return JsonDocument.Parse(stream);
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "A file of the capture is not JSON.", broken);
        }
    }

    private static WondeManifest Manifest(SafeZip zip)
    {
        var entry = zip.Files.FirstOrDefault(f => f.FullName == WondeManifest.EntryName) ?? throw Truncated();
        try
        {
            using var stream = zip.OpenFile(entry);
            var manifest = JsonSerializer.Deserialize(stream, WondeJson.Default.WondeManifest);
            return manifest is { Format: WondeManifest.FormatName, Version: WondeManifest.CurrentVersion }
                ? manifest
                : throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is not a capture that this version reads.");
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportMalformed, "The capture's manifest is not readable.", broken);
        }
    }

    private static MisExportException Truncated() => new(MisErrorCodes.ExportTruncated, "The capture is not whole.");

    private SafeZip Open(Stream export)
    {
        ArgumentNullException.ThrowIfNull(export);
        if (export.Length == 0)
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        Span<byte> magic = stackalloc byte[2];
        export.Position = 0;
        return export.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic.SequenceEqual("PK"u8)
            ? SafeZip.Open(export, limits)
            : throw new MisExportException(MisErrorCodes.ExportUnknownFormat, "The file is not a capture.");
    }
}

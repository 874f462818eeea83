using Uso.Mis.Records;

namespace Uso.Mis.Captures;

/// <summary>Reads the reports of a capture through a MIS's mapper, and proves each whole or says why not.</summary>
internal static class CaptureReports
{
    /// <param name="reports">Resources of the MIS in the order in which they are read, with their report.</param>
    /// <param name="mapper">Makes the mapper of one report.</param>
    public static IEnumerable<ExtractItem> Read(
        Stream export, MisLimits limits, string mis, ReadSettings settings, IReadOnlyList<(string Resource, Report Report)> reports, Func<Report, CaptureManifest, RecordMapper> mapper)
    {
        using var capture = CaptureReader.Open(export, limits, mis);
        var manifest = capture.Manifest;
        foreach (var report in reports.Where(r => settings.Accepted.Contains(r.Report)).GroupBy(r => r.Report, r => r.Resource))
        {
            var resources = report.Select(name => manifest.Resources.FirstOrDefault(m => m.Name == name)).OfType<CaptureResource>().ToList();
            if (resources.Count == 0)
            {
                continue;
            }

            foreach (var item in ReadReport(capture, report.Key, resources, mapper(report.Key, manifest)))
            {
                yield return item;
            }
        }
    }

    private static IEnumerable<ExtractItem> ReadReport(CaptureReader capture, Report report, List<CaptureResource> resources, RecordMapper mapper)
    {
        var items = new List<ExtractItem>();
        var total = 0;
        foreach (var resource in resources)
        {
            var row = 0;
            for (var page = 1; page <= resource.Pages; page++)
            {
                mapper.NextPage();
                var records = mapper.Open(resource.Name, capture.Page(resource.Name, page));
                while (records.Read())
                {
                    mapper.Map(resource.Name, records, new SourceRow(resource.Name, ++row), items);
                    foreach (var item in items)
                    {
                        yield return item;
                    }

                    items.Clear();
                }
            }

            if (row != resource.Records)
            {
                throw CaptureReader.Truncated();
            }

            total += mapper.IsRow(resource.Name) ? row : 0;
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

    private static string? WhyNotComplete(List<CaptureResource> resources, RecordMapper mapper, int total)
    {
        if (resources.Find(r => r.Outcome != CaptureResource.Complete) is { } failed)
        {
            return failed.Outcome;
        }

        if (total == 0 || mapper.IsEmpty)
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
}

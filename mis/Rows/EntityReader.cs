namespace Uso.Mis.Rows;

/// <summary>A report that an entity's rows serve.</summary>
/// <param name="Report">The report.</param>
/// <param name="Columns">Its columns in these rows.</param>
/// <param name="Mapper">Makes what turns the rows into items.</param>
internal sealed record EntityReport(Report Report, IReadOnlyList<RowColumn> Columns, Func<RowValues, RowMapper> Mapper);

/// <summary>Reads an export of entities: each row goes to every report that it serves, and every report gets one end.</summary>
internal static class EntityReader
{
    /// <param name="open">Opens the export, which is closed at the end.</param>
    /// <param name="settings">What the school decided.</param>
    /// <param name="find">The reports of an entity; null when there is no such entity.</param>
    public static IEnumerable<ExtractItem> Read(Func<IEntityRows> open, ReadSettings settings, Func<string, IReadOnlyList<EntityReport>?> find)
    {
        using var rows = open();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var ends = new Dictionary<Report, ReportEnd>();
        var items = new List<ExtractItem>();
        while (rows.NextEntity() is { } entity)
        {
            var reports = find(entity) ?? throw new MisExportException(MisErrorCodes.ExportUnknownReport, "The export has an entity that is not one of this MIS's.");
            if (!seen.Add(entity))
            {
                throw new MisExportException(MisErrorCodes.ExportDuplicateReport, $"The export holds the entity {entity} twice.");
            }

            EntityReport[] accepted = [.. reports.Where(report => settings.Accepted.Contains(report.Report))];
            var values = Array.ConvertAll(accepted, report => new RowValues(report.Columns, settings));
            RowMapper[] mappers = [.. accepted.Select((report, i) => report.Mapper(values[i]))];
            var targets = new RowTargets(values);
            var row = 0;
            while (rows.ReadRow(targets))
            {
                var source = new SourceRow(entity, ++row);
                foreach (var mapper in mappers)
                {
                    if (rows.AtPageStart)
                    {
                        mapper.NextPage();
                    }

                    mapper.Map(source, items);
                    for (var i = 0; i < items.Count; i++)
                    {
                        yield return items[i];
                    }

                    items.Clear();
                }
            }

            for (var i = 0; i < mappers.Length; i++)
            {
                var end = End(mappers[i], accepted[i].Report, new SourceRow(entity, row), rows.WhyNotWhole(row));
                ends[end.Report] = ends.TryGetValue(end.Report, out var other) ? Joined(other, end) : end;
            }
        }

        foreach (var end in ends.Values)
        {
            yield return end;
        }
    }

    private static ReportEnd End(RowMapper mapper, Report report, SourceRow source, string? notWhole)
    {
        var reason = notWhole
            ?? (mapper.Rows == 0 ? MisErrorCodes.ReportEmpty
            : mapper.Shifted ? MisErrorCodes.PageShifted
            : mapper.Unidentified ? MisErrorCodes.ReportUnidentifiedRow
            : null);
        return new ReportEnd
        {
            Source = source,
            Report = report,
            Rows = mapper.Rows,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = mapper.FieldsSeen(),
        };
    }

    // A report that is read from two entities is whole when both are.
    private static ReportEnd Joined(ReportEnd one, ReportEnd other) => other with
    {
        Rows = one.Rows + other.Rows,
        Complete = one.Complete && other.Complete,
        Reason = one.Reason ?? other.Reason,
        FieldsSeen = new HashSet<string>(one.FieldsSeen.Concat(other.FieldsSeen), StringComparer.Ordinal),
    };
}

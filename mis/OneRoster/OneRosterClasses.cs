using Uso.Mis.Rows;

namespace Uso.Mis.OneRoster;

/// <summary>Reads classes.csv, then who is enrolled in them.</summary>
internal sealed class OneRosterClasses(OneRosterPackage package, string school, ReadSettings settings)
{
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);
    private bool _cut;
    private int _enrolments;

    public IEnumerable<ExtractItem> Read()
    {
        var row = new RowValues(OneRosterColumns.Classes, settings);
        var mapper = new OneRosterClassMapper(row);
        foreach (var item in ReadClasses(row, mapper).Concat(package.Has(OneRosterPackage.Enrollments) ? ReadEnrolments() : []))
        {
            yield return item;
        }

        var rows = mapper.Rows + _enrolments;
        var reason =
            package.IsDelta(OneRosterPackage.Classes) || package.IsDelta(OneRosterPackage.Enrollments) ? MisErrorCodes.ReportDelta
            : _cut ? MisErrorCodes.ReportTruncated
            : !package.Has(OneRosterPackage.Enrollments) ? MisErrorCodes.PageMissing
            : mapper.Rows == 0 ? MisErrorCodes.ReportEmpty
            : null;
        yield return new ReportEnd
        {
            Source = new SourceRow("classes.csv", mapper.Rows),
            Report = Report.GroupsAndClasses,
            Rows = rows,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = mapper.FieldsSeen(),
        };
    }

    private IEnumerable<ExtractItem> ReadClasses(RowValues row, OneRosterClassMapper mapper)
    {
        using var csv = package.Rows(OneRosterPackage.Classes);
        var map = new CsvColumnMap(csv, OneRosterColumns.Classes);
        var (status, org) = (csv.Column("status"), csv.Column("schoolSourcedId"));
        var items = new List<ExtractItem>(1);
        for (var number = 1; csv.Read(); number++)
        {
            if (OneRosterPeople.Columns.IsDeletedRow(csv, status) || csv.Text(org) != school)
            {
                continue;
            }

            map.Fill(csv, row);
            mapper.Map(new SourceRow("classes.csv", number), items);
            foreach (var item in items)
            {
                if (item is ExtractGroup group)
                {
                    _classes.Add(group.GroupId);
                }

                yield return item;
            }

            items.Clear();
        }

        _cut |= csv.IsCut;
    }

    private IEnumerable<ExtractItem> ReadEnrolments()
    {
        using var csv = package.Rows(OneRosterPackage.Enrollments);
        var columns = new OneRosterPeople.Columns(csv, "status", "classSourcedId", "userSourcedId", "role");
        for (var number = 1; csv.Read(); number++)
        {
            // A row of a class of another school, or of one that was rejected.
            if (columns.IsDeleted || columns[1] is not { } group || !_classes.Contains(group))
            {
                continue;
            }

            _enrolments++;
            var source = new SourceRow("enrollments.csv", number);
            yield return columns[2] is { } person
                ? new ExtractMembership
                {
                    Source = source,
                    Report = Report.GroupsAndClasses,
                    GroupId = group,
                    Kind = string.Equals(columns[3], "student", StringComparison.OrdinalIgnoreCase) ? PersonKind.Pupil : PersonKind.Staff,
                    PersonMisId = person,
                }
                : new RejectedRow
                {
                    Source = source,
                    Report = Report.GroupsAndClasses,
                    Field = nameof(ExtractMembership.PersonMisId),
                    Rule = MisErrorCodes.RowMissingValue,
                    ValueClass = "empty",
                };
        }

        _cut |= csv.IsCut;
    }
}

using Uso.Mis.Rows;

namespace Uso.Mis.OneRoster;

/// <summary>Reads users.csv once, each user for the reports that their roles belong to.</summary>
internal sealed class OneRosterUsers(OneRosterPackage package, OneRosterPeople people, ReadSettings settings)
{
    private readonly OneRosterReport[] _reports =
    [
        .. new[]
        {
            (PersonKind.Staff, Report.Staff, OneRosterColumns.Staff, (Func<RowValues, RowMapper>)(row => new PersonMapper(row, Report.Staff))),
            (PersonKind.Pupil, Report.Students, OneRosterColumns.Pupils, row => new PersonMapper(row, Report.Students)),
            (PersonKind.Contact, Report.Contacts, OneRosterColumns.Contacts, row => new OneRosterContactMapper(row)),
        }
        .Where(one => settings.Accepted.Contains(one.Item2))
        .Select(one => new OneRosterReport(one.Item1, one.Item2, new RowValues(one.Item3, settings), one.Item4)),
    ];

    private readonly bool _relationship = !settings.OptOuts.Contains((Report.Contacts, nameof(ExtractContactLink.Relationship)));
    private bool _linked;

    public IEnumerable<ExtractItem> Read()
    {
        if (_reports.Length == 0)
        {
            yield break;
        }

        using var csv = package.Rows(OneRosterPackage.Users);
        var maps = Array.ConvertAll(_reports, report => new CsvColumnMap(csv, report.Row.Columns));
        var columns = new OneRosterPeople.Columns(csv, "status", "sourcedId");
        var agents = csv.Column(OneRosterColumns.Agents);
        var contacts = Array.Find(_reports, report => report.Kind is PersonKind.Contact);
        var items = new List<ExtractItem>();
        for (var number = 1; csv.Read(); number++)
        {
            if (columns.IsDeleted)
            {
                continue;
            }

            var source = new SourceRow("users.csv", number);
            var id = columns.Id(1);
            var (named, person) = (!id.IsEmpty, people.Find(id));
            for (var i = 0; i < _reports.Length; i++)
            {
                // Whoever has no id may be anybody: each report has somebody who cannot be named.
                var report = _reports[i];
                var role = person?.Of(report.Kind);
                if (named && role is null)
                {
                    continue;
                }

                maps[i].Fill(csv, report.Row);
                if (role is not null)
                {
                    role.Seen = true;
                    report.Put(person!, role);
                }

                report.Mapper.Map(source, items);
            }

            if (contacts is not null && person?.Of(PersonKind.Pupil) is not null)
            {
                Links(csv.Text(agents), person.Id, source, items);
            }

            foreach (var item in items)
            {
                yield return item;
            }

            items.Clear();
        }

        // Without one such role the archive does not have the report at all.
        foreach (var report in _reports.Where(one => one.Mapper.Rows > 0 || people.Has(one.Kind)))
        {
            yield return End(report, csv.IsCut);
        }
    }

    private void Links(string? agents, string pupil, SourceRow source, List<ExtractItem> items)
    {
        foreach (var agent in agents?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
        {
            if (people.Find(agent)?.Of(PersonKind.Contact) is { } role)
            {
                _linked = true;
                items.Add(new ExtractContactLink
                {
                    Source = source,
                    Report = Report.Contacts,
                    ContactMisId = agent,
                    PupilMisId = pupil,
                    Relationship = _relationship ? role.Role : null,
                });
            }
        }
    }

    private ReportEnd End(OneRosterReport report, bool isCut)
    {
        var reason =
            package.IsDelta(OneRosterPackage.Users) || package.IsDelta(OneRosterPackage.Roles) || package.IsDelta(OneRosterPackage.Orgs) ? MisErrorCodes.ReportDelta
            : isCut || people.IsCut ? MisErrorCodes.ReportTruncated
            : people.Lacks(report.Kind) ? MisErrorCodes.CountMismatch
            : report.Mapper.Rows == 0 ? MisErrorCodes.ReportEmpty
            : report.Mapper.Unidentified ? MisErrorCodes.ReportUnidentifiedRow
            : null;
        var seen = new HashSet<string>(report.Mapper.FieldsSeen(), StringComparer.Ordinal);
        if (report.Kind is PersonKind.Contact && _linked && _relationship)
        {
            seen.Add(nameof(ExtractContactLink.Relationship));
        }

        return new ReportEnd
        {
            Source = new SourceRow("users.csv", report.Mapper.Rows),
            Report = report.Report,
            Rows = report.Mapper.Rows,
            Complete = reason is null,
            Reason = reason,
            FieldsSeen = seen,
        };
    }
}

/// <summary>One report of users.csv.</summary>
internal sealed class OneRosterReport(PersonKind kind, Report report, RowValues row, Func<RowValues, RowMapper> mapper)
{
    private readonly int _birth = row.ColumnNamed(OneRosterColumns.Birth);
    private readonly int _sex = row.ColumnNamed(OneRosterColumns.Sex);
    private readonly int _role = row.ColumnNamed(OneRosterColumns.Role);
    private readonly int _begin = row.ColumnNamed(OneRosterColumns.Begin);
    private readonly int _end = row.ColumnNamed(OneRosterColumns.End);

    public PersonKind Kind => kind;

    public Report Report => report;

    public RowValues Row => row;

    public RowMapper Mapper { get; } = mapper(row);

    /// <summary>Puts in what is known of the person by now.</summary>
    public void Put(OneRosterPerson person, OneRosterRole role)
    {
        row.Set(row.KeyColumn, person.Id);
        person.Birth.Put(row, _birth);
        role.Begin.Put(row, _begin);
        role.End.Put(row, _end);
        Set(_sex, person.Sex);
        Set(_role, role.Role);
    }

    private void Set(int column, string? value)
    {
        if (column >= 0 && value is not null)
        {
            row.Set(column, value);
        }
    }
}

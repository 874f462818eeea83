using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>Groups and classes: one row for each group and member.</summary>
internal sealed class SimsGroupMapper(SimsRow row, Report report) : SimsMapper(row, report)
{
    private readonly IdSet _groups = new();
    private readonly int _name = row.Column(nameof(ExtractGroup.Name));
    private readonly int _kind = row.Column(nameof(ExtractGroup.Kind));
    private readonly int _subject = row.Column(nameof(ExtractGroup.Subject));
    private readonly int _member = row.Column("MemberKind");

    protected override (PersonKind? Kind, string? MisId) About =>
        Row.Key is { } key && TrySplit(key, out _, out var person) && person is not null ? (MemberKind(Row.Value(_member)), person) : (null, null);

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if (!TrySplit(Row.Key!, out var group, out var person))
        {
            Row.Break(Row.KeyColumn, MisErrorCodes.RowBadValue, Cell.ClassOf(Row.Key));
            return;
        }

        if (MemberKind(Row.Value(_member)) is not { } member)
        {
            Row.Break(_member, MisErrorCodes.RowBadValue, Cell.ClassOf(Row.Value(_member)));
            return;
        }

        if (_groups.Add(group))
        {
            output.Add(new ExtractGroup
            {
                Source = source,
                Report = Report,
                GroupId = group,
                Kind = GroupKindOf(Row.Value(_kind)),
                Name = Row.Value(_name)!,
                Subject = Row.Value(_subject),
            });
        }

        if (person is not null)
        {
            output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = group, Kind = member, PersonMisId = person });
        }
    }

    // Without the column every member is a pupil: that is what the report lists first.
    private static PersonKind? MemberKind(string? value) => value switch
    {
        null => PersonKind.Pupil,
        _ when value.Equals("Pupil", StringComparison.OrdinalIgnoreCase) || value.Equals("Student", StringComparison.OrdinalIgnoreCase) => PersonKind.Pupil,
        _ when value.Equals("Staff", StringComparison.OrdinalIgnoreCase) || value.Equals("Teacher", StringComparison.OrdinalIgnoreCase) => PersonKind.Staff,
        _ => null,
    };

    private static GroupKind GroupKindOf(string? value) => value?.ToUpperInvariant() switch
    {
        null or "CLASS" => GroupKind.Class,
        "REG" or "REG GROUP" or "REGISTRATION" or "REGISTRATION GROUP" => GroupKind.RegistrationGroup,
        "YEAR" or "YEAR GROUP" => GroupKind.YearGroup,
        "HOUSE" => GroupKind.House,
        _ => GroupKind.Other,
    };
}

/// <summary>Attendance marks: one row for each pupil, day and session.</summary>
internal sealed class SimsAttendanceMapper(SimsRow row, Report report) : SimsMapper(row, report)
{
    private readonly int _date = row.Column(nameof(ExtractAttendanceMark.Date));
    private readonly int _session = row.Column(nameof(ExtractAttendanceMark.Session));
    private readonly int _mark = row.Column(nameof(ExtractAttendanceMark.Mark));

    protected override bool KeyIsUnique => false;

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Pupil, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output) => output.Add(new ExtractAttendanceMark
    {
        Source = source,
        Report = Report,
        PupilMisId = Row.Key!,
        Date = Row.Date(_date)!.Value,
        Session = Row.Value(_session)!,
        Mark = Row.Value(_mark)!,
    });
}

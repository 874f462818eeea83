using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Bromcom;

/// <summary>Classes: one row for each pupil and class. Bromcom gives them no id, so that the name is the id.</summary>
internal sealed class BromcomClassMapper(RowValues row) : RowMapper(row, Report.GroupsAndClasses)
{
    private readonly IdSet _classes = new();
    private readonly IdSet _members = new();
    private readonly int _name = row.Column(nameof(ExtractGroup.Name));
    private readonly int _subject = row.Column(nameof(ExtractGroup.Subject));

    protected override bool KeyIsUnique => false;

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Pupil, Row.Key);

    public override IReadOnlySet<string> FieldsSeen()
    {
        var seen = Row.FieldsSeen();
        if (seen.Remove("MemberId"))
        {
            seen.Add(nameof(ExtractGroup.GroupId));
        }

        return seen;
    }

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        // A pupil who takes a subject and is in none of its classes yet.
        if (Row.Value(_name) is not { } name)
        {
            return;
        }

        var id = $"classes/{name}";
        if (_classes.Add(id))
        {
            output.Add(new ExtractGroup { Source = source, Report = Report, GroupId = id, Kind = GroupKind.Class, Name = name, Subject = Row.Value(_subject) });
        }

        if (_members.Add($"{Row.Key}/{name}"))
        {
            output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = id, Kind = PersonKind.Pupil, PersonMisId = Row.Key! });
        }
    }
}

/// <summary>Attendance: one row for each pupil and session; without a mark where none was taken yet.</summary>
internal sealed class BromcomAttendanceMapper(RowValues row) : RowMapper(row, Report.Attendance)
{
    private readonly int _date = row.Column(nameof(ExtractAttendanceMark.Date));
    private readonly int _session = row.Column(nameof(ExtractAttendanceMark.Session));
    private readonly int _mark = row.Column(nameof(ExtractAttendanceMark.Mark));

    protected override bool KeyIsUnique => false;

    protected override (PersonKind? Kind, string? MisId) About => (PersonKind.Pupil, Row.Key);

    protected override void Yield(SourceRow source, List<ExtractItem> output)
    {
        if (Row.Value(_mark) is { } mark)
        {
            output.Add(new ExtractAttendanceMark
            {
                Source = source,
                Report = Report,
                PupilMisId = Row.Key!,
                Date = Row.Date(_date)!.Value,
                Session = Row.Value(_session)!,
                Mark = mark,
            });
        }
    }
}

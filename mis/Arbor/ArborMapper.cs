using System.Globalization;
using Uso.Mis.Records;

namespace Uso.Mis.Arbor;

/// <summary>Turns Arbor's objects into canonical items, as they stand on a day: Arbor lists who was there, who is and who is to come.</summary>
internal sealed class ArborMapper(MisDescriptor descriptor, Report report, ReadSettings settings, DateOnly day) : RecordMapper(descriptor, report, settings)
{
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ArborRecords> _records = new(StringComparer.Ordinal);
    private readonly ArborUpns _upns = new(day);
    private ArborRecords _current = null!;

    private bool _present;

    // Nobody starting later is an ordinary state of a school.
    public override bool IsEmpty => !_present && Report is not Report.FutureStudents;

    public override bool IsRow(string resource) => resource is not ArborEntity.Upns;

    public override IWireRecords Open(string resource, ReadOnlyMemory<byte> page)
    {
        if (!_records.TryGetValue(resource, out var records))
        {
            _records[resource] = records = new ArborRecords(resource, _upns);
        }

        return _current = records.Open(page);
    }

    protected override PersonKind? KindOf(string resource) => resource switch
    {
        ArborEntity.Students or ArborEntity.Attendance => PersonKind.Pupil,
        ArborEntity.Staff => PersonKind.Staff,
        ArborEntity.Guardians or ArborEntity.Relationships => PersonKind.Contact,
        _ => null,
    };

    protected override bool HasId(string resource) =>
        resource is ArborEntity.Students or ArborEntity.Staff or ArborEntity.Guardians or ArborEntity.Forms or ArborEntity.TeachingGroups;

    protected override void Map(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        switch (resource)
        {
            case ArborEntity.Upns:
                _upns.Add(_current);
                break;
            case ArborEntity.Students:
                Pupil(id, source, output);
                break;
            case ArborEntity.Staff:
                Staff(id, source, output);
                break;
            case ArborEntity.Guardians:
                _present = true;
                output.Add(PersonRecord.Contact(Fields, id, source));
                break;
            case ArborEntity.Relationships:
                Relationship(source, output);
                break;
            case ArborEntity.Forms:
                Group($"forms/{id}", GroupKind.RegistrationGroup, source, output);
                break;
            case ArborEntity.TeachingGroups:
                Group($"classes/{id}", GroupKind.Class, source, output);
                break;
            case ArborEntity.FormMembers or ArborEntity.FormTutors:
                Member("forms", resource is ArborEntity.FormTutors, source, output);
                break;
            case ArborEntity.TeachingGroupMembers or ArborEntity.TeachingGroupTutors:
                Member("classes", resource is ArborEntity.TeachingGroupTutors, source, output);
                break;
            default:
                Mark(source, output);
                break;
        }
    }

    private void Pupil(string id, SourceRow source, List<ExtractItem> output)
    {
        // Somebody without an entry date has applied, or came from elsewhere on paper only. A date that is no date, and an object that is only a link, hide nobody: the row
        // is rejected, and its pupil is there.
        var span = _current.Span;
        var future = span.Start > day;
        if ((!_current.HasStart && !_current.IsBare) || (span.End < day && !future) || future != Report is Report.FutureStudents)
        {
            return;
        }

        _present = true;
        output.Add(PersonRecord.Pupil(Fields, id, source, future));
    }

    private void Staff(string id, SourceRow source, List<ExtractItem> output)
    {
        var active = Fields.Raw(ArborFields.Active) is not ("false" or "False" or "0");
        if (!active || !_current.Span.Holds(day))
        {
            return;
        }

        _present = true;
        output.Add(PersonRecord.Staff(Fields, id, source));
    }

    private void Relationship(SourceRow source, List<ExtractItem> output)
    {
        if (_current.Person is not { } pupil || Fields.Raw(ArborFields.Guardian) is not { } guardian)
        {
            return;
        }

        output.Add(new ExtractContactLink
        {
            Source = source,
            Report = Report,
            ContactMisId = guardian,
            PupilMisId = pupil,
            Relationship = Fields.Text("Relationship"),
            ParentalResponsibility = Fields.Flag("ParentalResponsibility") is true,
            Priority = int.TryParse(Fields.Text("Priority"), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : null,
        });
    }

    // Groups of other academic years are still listed, with their members.
    private void Group(string id, GroupKind kind, SourceRow source, List<ExtractItem> output)
    {
        if (!_current.Span.Holds(day))
        {
            return;
        }

        _present = true;
        _groups.Add(id);
        output.Add(new ExtractGroup { Source = source, Report = Report, GroupId = id, Kind = kind, Name = Fields.Required("Name") });
    }

    private void Member(string kind, bool staff, SourceRow source, List<ExtractItem> output)
    {
        if (Fields.Raw(ArborFields.Group) is not { } id || _current.Person is not { } person)
        {
            Fields.Break("GroupId", MisErrorCodes.RowMissingValue, "empty");
            return;
        }

        var group = $"{kind}/{id}";
        if (_groups.Contains(group) && _current.Span.Holds(day))
        {
            output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = group, Kind = staff ? PersonKind.Staff : PersonKind.Pupil, PersonMisId = person });
        }
    }

    private void Mark(SourceRow source, List<ExtractItem> output)
    {
        // A register that was not taken yet.
        if (Fields.Raw("Mark") is null)
        {
            return;
        }

        _present = true;
        output.Add(new ExtractAttendanceMark
        {
            Source = source,
            Report = Report,
            PupilMisId = Fields.Required("PupilMisId"),
            Date = Fields.Date("Date", required: true) ?? default,
            Session = Fields.Required("Session", Fields.Text("Session", HalfDay(Fields.Raw("Date")))),
            Mark = Fields.Required("Mark"),
        });
    }

    /// <summary>A register belongs to the half of the day in which it is opened.</summary>
    private static string? HalfDay(string? moment) =>
        moment is { Length: >= 13 } && int.TryParse(moment.AsSpan(11, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hour) ? hour < 12 ? "AM" : "PM" : null;
}

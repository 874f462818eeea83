using System.Globalization;
using Uso.Mis.Records;
using Uso.Mis.Text;

namespace Uso.Mis.ScholarPack;

/// <summary>Turns ScholarPack's records into canonical items, as they stand on a day.</summary>
internal sealed class ScholarPackMapper(
    MisDescriptor descriptor, Report report, ReadSettings settings, IReadOnlyDictionary<string, FieldMap> maps, DateOnly day) : RecordMapper(descriptor, report, settings)
{
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonRecords> _records = new(StringComparer.Ordinal);
    private readonly JsonRecords _groups = new(maps[ScholarPackFields.Groups], "");
    private JsonRecords? _current;
    private int _start;
    private int _end;

    private bool _present;

    public override bool IsEmpty => !_present;

    private bool IsGroups => Report is Report.GroupsAndClasses;

    public override IWireRecords Open(string resource, ReadOnlyMemory<byte> page)
    {
        if (!_records.TryGetValue(resource, out var records))
        {
            _records[resource] = records = new JsonRecords(maps[resource], "data");
        }

        _start = records.Map.IndexOf("StartDate");
        _end = records.Map.IndexOf("EndDate");
        return _current = records.Open(page);
    }

    protected override PersonKind? KindOf(string resource) => resource switch
    {
        ScholarPackResource.Staff => PersonKind.Staff,
        ScholarPackResource.Contacts => PersonKind.Contact,
        _ => PersonKind.Pupil,
    };

    // A contact has a row for each pupil; a class is known from each pupil in it.
    protected override bool HasId(string resource) => !IsGroups && resource is ScholarPackResource.Students or ScholarPackResource.Staff;

    protected override void Map(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        switch (resource)
        {
            case ScholarPackResource.Contacts:
                Contact(source, output);
                return;
            case ScholarPackResource.Register:
                Mark(source, output);
                return;
        }

        // Who starts later gets no account before that day, and who has left is as absent as if the row were not there.
        if (Day(_start) > day || Day(_end) < day)
        {
            return;
        }

        _present = true;
        if (IsGroups)
        {
            Groups(resource is ScholarPackResource.Staff ? PersonKind.Staff : PersonKind.Pupil, source, output);
        }
        else
        {
            output.Add(resource is ScholarPackResource.Staff ? PersonRecord.Staff(Fields, id, source) : PersonRecord.Pupil(Fields, id, source));
        }
    }

    /// <summary>The groups in the person's list; of a pupil without such a list, the registration and the year group by their names.</summary>
    private void Groups(PersonKind kind, SourceRow source, List<ExtractItem> output)
    {
        if (Fields.Raw("MisId") is not { } person)
        {
            return;
        }

        var any = false;
        var groups = _groups.OpenList(_current!.List(_current.Map.IndexOf(ScholarPackFields.Groups)));
        while (groups.Read())
        {
            any = true;
            Add(Value("GroupId"), Value("Name"), KindOfGroup(Value("Kind")), Fields.OptedOut("Subject") ? null : Fields.Text("Subject", Value("Subject")));
        }

        if (!any && kind is PersonKind.Pupil)
        {
            Add(Fields.Raw("RegistrationGroup"), Fields.Raw("RegistrationGroup"), GroupKind.RegistrationGroup, null);
            Add(Fields.Raw("YearGroup"), Fields.Raw("YearGroup"), GroupKind.YearGroup, null);
        }

        string? Value(string field) => groups.Text(groups.Map.IndexOf(field));

        void Add(string? id, string? name, GroupKind group, string? subject)
        {
            if (Fields.Text("GroupId", id) is not { } key || Fields.Text("Name", name) is not { } shown)
            {
                return;
            }

            var groupId = $"{group}/{key}";
            if (_once.Add(groupId))
            {
                output.Add(new ExtractGroup { Source = source, Report = Report, GroupId = groupId, Kind = group, Name = shown, Subject = subject });
            }

            output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = groupId, Kind = kind, PersonMisId = person });
        }
    }

    private GroupKind KindOfGroup(string? type)
    {
        if (type is not null)
        {
            Fields.Seen.Add("Kind");
        }

        return type?.ToUpperInvariant() switch
        {
            "REGISTRATION" or "REG" or "FORM" => GroupKind.RegistrationGroup,
            "YEAR" => GroupKind.YearGroup,
            "HOUSE" => GroupKind.House,
            null or "CLASS" => GroupKind.Class,
            _ => GroupKind.Other,
        };
    }

    private void Contact(SourceRow source, List<ExtractItem> output)
    {
        var id = Fields.Required("MisId");
        _present = true;
        if (_once.Add(id))
        {
            output.Add(PersonRecord.Contact(Fields, id, source));
        }

        if (Fields.Raw("PupilMisId") is { } pupil)
        {
            output.Add(new ExtractContactLink
            {
                Source = source,
                Report = Report,
                ContactMisId = id,
                PupilMisId = pupil,
                Relationship = Fields.Text("Relationship"),
                ParentalResponsibility = Fields.Flag("ParentalResponsibility") is true,
                Priority = int.TryParse(Fields.Text("Priority"), NumberStyles.None, CultureInfo.InvariantCulture, out var priority) ? priority : null,
            });
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
        output.Add(AttendanceRecord.Mark(Fields, source));
    }

    private DateOnly? Day(int field) => field >= 0 && _current!.Text(field) is { } text && Cell.TryDate(text, out var date) ? date : null;
}

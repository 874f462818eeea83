using Uso.Mis.Records;
using Uso.Mis.Text;

namespace Uso.Mis.PlainJson;

/// <summary>Turns records under a school's field map into canonical items, as they stand on a day.</summary>
internal sealed class PlainJsonMapper(
    MisDescriptor descriptor, Report report, ReadSettings settings, IReadOnlyDictionary<string, FieldMap> maps, DateOnly day) : RecordMapper(descriptor, report, settings)
{
    private readonly ContactLinks _links = new(maps[PlainJsonMaps.ContactStudents]);
    private readonly GroupMembers _members = new(maps[PlainJsonMaps.Members]);
    private JsonRecords? _records;
    private string? _array;
    private bool _present;

    public override bool IsEmpty => !_present;

    public override IWireRecords Open(string resource, ReadOnlyMemory<byte> page)
    {
        var array = PageHead.ArrayOf(page, resource) ?? throw new MisExportException(MisErrorCodes.ExportMalformed, "A page of the capture is not a page of records.");
        if (_records is null || array != _array)
        {
            (_records, _array) = (new JsonRecords(maps[resource], array), array);
        }

        return _records.Open(page);
    }

    protected override PersonKind? KindOf(string resource) => resource switch
    {
        PlainJsonMaps.Staff => PersonKind.Staff,
        PlainJsonMaps.Contacts => PersonKind.Contact,
        PlainJsonMaps.Groups => null,
        _ => PersonKind.Pupil,
    };

    // A pupil has a mark for each session.
    protected override bool HasId(string resource) => resource is not PlainJsonMaps.Attendance;

    protected override void Map(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        // Who starts later gets no account before that day, and who has left is as absent as if the row were not there.
        if (resource is PlainJsonMaps.Students or PlainJsonMaps.Staff && (Day("StartDate") > day || Day("EndDate") < day))
        {
            return;
        }

        _present = true;
        switch (resource)
        {
            case PlainJsonMaps.Students:
                output.Add(PersonRecord.Pupil(Fields, id, source));
                break;
            case PlainJsonMaps.Staff:
                output.Add(PersonRecord.Staff(Fields, id, source));
                break;
            case PlainJsonMaps.Contacts:
                output.Add(PersonRecord.Contact(Fields, id, source));
                _links.Add(Fields, id, List("Students"), source, output);
                break;
            case PlainJsonMaps.Groups:
                Group(id, source, output);
                break;
            default:
                output.Add(AttendanceRecord.Mark(Fields, source));
                break;
        }
    }

    private void Group(string id, SourceRow source, List<ExtractItem> output)
    {
        output.Add(new ExtractGroup
        {
            Source = source,
            Report = Report,
            GroupId = id,
            Kind = Fields.Text("Kind")?.ToUpperInvariant() switch
            {
                "REGISTRATION" => GroupKind.RegistrationGroup,
                "YEAR" => GroupKind.YearGroup,
                "HOUSE" => GroupKind.House,
                null or "CLASS" => GroupKind.Class,
                _ => GroupKind.Other,
            },
            Name = Fields.Required("Name"),
            Subject = Fields.Text("Subject"),
        });
        _members.Add(Fields, id, PersonKind.Pupil, List("Students"), source, output);
        _members.Add(Fields, id, PersonKind.Staff, List("Staff"), source, output);
    }

    private ReadOnlyMemory<byte> List(string field) => _records!.List(_records.Map.IndexOf(field));

    private DateOnly? Day(string field) => Fields.Raw(field) is { } text && Cell.TryDate(text, out var date) ? date : null;
}

using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>Turns the records of one report into canonical items.</summary>
internal sealed class WondeMapper(MisDescriptor descriptor, Report report, ReadSettings settings) : RecordMapper(descriptor, report, settings)
{
    private readonly Dictionary<string, JsonRecords> _records = new(StringComparer.Ordinal);
    private readonly JsonRecords _subjects = new(WondeMaps.Subjects, "");
    private readonly ContactLinks _links = new(WondeMaps.ContactStudents);
    private readonly GroupMembers _members = new(WondeMaps.Members);
    private JsonRecords _current = null!;

    public override IWireRecords Open(string resource, ReadOnlyMemory<byte> page)
    {
        if (!_records.TryGetValue(resource, out var records))
        {
            _records[resource] = records = new JsonRecords(MapOf(resource), "data");
        }

        return _current = records.Open(page);
    }

    protected override PersonKind? KindOf(string resource) => resource switch
    {
        "students" or "students-pre-admission" => PersonKind.Pupil,
        "employees" => PersonKind.Staff,
        "contacts" => PersonKind.Contact,
        _ => null,
    };

    protected override void Map(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        switch (KindOf(resource))
        {
            case PersonKind.Pupil:
                output.Add(PersonRecord.Pupil(Fields, id, source, resource == "students-pre-admission"));
                break;
            case PersonKind.Staff when Fields.Raw("Current") is "false" or "0":
                // Has left: as absent as if the row were not there.
                break;
            case PersonKind.Staff:
                output.Add(PersonRecord.Staff(Fields, id, source));
                break;
            case PersonKind.Contact:
                output.Add(PersonRecord.Contact(Fields, id, source));
                _links.Add(Fields, id, List("Students"), source, output);
                break;
            default:
                Group(resource, id, source, output);
                break;
        }
    }

    private static FieldMap MapOf(string resource) => resource switch
    {
        "employees" => WondeMaps.Employees,
        "contacts" => WondeMaps.Contacts,
        "groups" or "classes" => WondeMaps.Groups,
        _ => WondeMaps.Students,
    };

    private void Group(string resource, string id, SourceRow source, List<ExtractItem> output)
    {
        // Classes and groups have ids of one kind, but nothing says that they never meet.
        var groupId = $"{resource}/{id}";
        var type = resource == "classes" ? "CLASS" : Fields.Text("Kind")?.ToUpperInvariant();
        output.Add(new ExtractGroup
        {
            Source = source,
            Report = Report,
            GroupId = groupId,
            Kind = type switch
            {
                "CLASS" => GroupKind.Class,
                "REGISTRATION" => GroupKind.RegistrationGroup,
                "YEAR" => GroupKind.YearGroup,
                "HOUSE" => GroupKind.House,
                _ => GroupKind.Other,
            },
            Name = Fields.Required("Name"),
            Subject = Fields.Text("Subject") ?? Subjects(),
        });
        _members.Add(Fields, groupId, PersonKind.Pupil, List("Students"), source, output);
        _members.Add(Fields, groupId, PersonKind.Staff, List("Employees"), source, output);
    }

    /// <summary>An integrated course has several subjects.</summary>
    private string? Subjects()
    {
        var names = new List<string>();
        var subjects = _subjects.OpenList(List("Subjects"));
        while (subjects.Read())
        {
            if (subjects.Text(0) is { } name)
            {
                names.Add(name);
            }
        }

        return names.Count == 0 || Fields.OptedOut("Subject") ? null : Fields.Text("Subject", string.Join(", ", names));
    }

    private ReadOnlyMemory<byte> List(string field) => _current.List(_current.Map.IndexOf(field));
}

using System.Globalization;
using Uso.Mis.Records;
using Uso.Mis.Text;

namespace Uso.Mis.ScholarPack;

/// <summary>Turns ScholarPack's records into canonical items, as they stand on a day.</summary>
internal sealed class ScholarPackMapper(
    MisDescriptor descriptor, Report report, ReadSettings settings, IReadOnlyDictionary<string, FieldMap> maps, DateOnly day) : RecordMapper(descriptor, report, settings)
{
    private readonly HashSet<string> _once = new(StringComparer.Ordinal);
    private JsonRecords? _records;

    private bool _present;

    public override bool IsEmpty => !_present;

    private bool IsGroups => Report is Report.GroupsAndClasses;

    public override IWireRecords Open(string resource, ReadOnlyMemory<byte> page) => (_records ??= new JsonRecords(maps[resource], "data")).Open(page);

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
        if (Day("StartDate") > day || Day("EndDate") < day)
        {
            return;
        }

        _present = true;
        if (IsGroups)
        {
            Group("registration", GroupKind.RegistrationGroup, Fields.Raw("RegistrationGroup"), source, output);
            Group("year", GroupKind.YearGroup, Fields.Raw("YearGroup"), source, output);
        }
        else
        {
            output.Add(resource is ScholarPackResource.Staff ? PersonRecord.Staff(Fields, id, source) : PersonRecord.Pupil(Fields, id, source));
        }
    }

    private void Group(string kind, GroupKind groupKind, string? name, SourceRow source, List<ExtractItem> output)
    {
        if (Fields.Text("Name", name) is not { } shown || Fields.Raw("MisId") is not { } pupil)
        {
            return;
        }

        var id = $"{kind}/{shown}";
        if (_once.Add(id))
        {
            output.Add(new ExtractGroup { Source = source, Report = Report, GroupId = id, Kind = groupKind, Name = shown });
        }

        output.Add(new ExtractMembership { Source = source, Report = Report, GroupId = id, Kind = PersonKind.Pupil, PersonMisId = pupil });
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
        output.Add(new ExtractAttendanceMark
        {
            Source = source,
            Report = Report,
            PupilMisId = Fields.Required("PupilMisId"),
            Date = Fields.Date("Date", required: true) ?? default,
            Session = Fields.Required("Session"),
            Mark = Fields.Required("Mark"),
        });
    }

    private DateOnly? Day(string field) => Fields.Raw(field) is { } text && Cell.TryDate(text, out var date) ? date : null;
}

namespace Uso.Mis.Records;

/// <summary>Reads the lists of people in a group's record.</summary>
/// <param name="map">Where MisId stands in an entry of a list.</param>
internal sealed class GroupMembers(FieldMap map)
{
    private readonly JsonRecords _people = new(map, "");
    private readonly int _id = map.IndexOf("MisId");

    public void Add(RecordFields fields, string groupId, PersonKind kind, ReadOnlyMemory<byte> list, SourceRow source, List<ExtractItem> output)
    {
        var people = _people.OpenList(list);
        while (people.Read())
        {
            if (people.Text(_id) is { } person)
            {
                output.Add(new ExtractMembership { Source = source, Report = fields.Report, GroupId = groupId, Kind = kind, PersonMisId = person });
            }
        }
    }
}

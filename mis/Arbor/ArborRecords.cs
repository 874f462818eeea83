using Uso.Mis.Records;

namespace Uso.Mis.Arbor;

/// <summary>The records of one page of an entity: as they came, but with ids where links stand, and with each pupil's UPN in its place.</summary>
internal sealed class ArborRecords : IWireRecords
{
    private readonly JsonRecords _json;
    private readonly bool[] _mayBeLink;
    private readonly ArborUpns _upns;
    private readonly int _id;
    private readonly int _upn;

    public ArborRecords(string entity, ArborUpns upns)
    {
        var map = ArborFields.Maps[entity];
        _json = new JsonRecords(map, $"data.{entity}");
        _mayBeLink = [.. map.Fields.Select(field => field.Paths.Length > 1)];
        _upns = upns;
        _id = map.IndexOf("MisId");
        _upn = entity == ArborEntity.Students ? map.IndexOf("Upn") : -1;
    }

    public FieldMap Map => _json.Map;

    public ArborRecords Open(ReadOnlyMemory<byte> page)
    {
        _json.Open(page);
        return this;
    }

    public bool Read() => _json.Read();

    public string? Text(int field)
    {
        if (field == _upn)
        {
            return Text(_id) is { } pupil ? _upns.Of(pupil) : null;
        }

        var text = _json.Text(field);
        return text is not null && _mayBeLink[field] ? text[(text.LastIndexOf('/') + 1)..] : text;
    }

    public string? Text(string field) => Text(Map.IndexOf(field));
}

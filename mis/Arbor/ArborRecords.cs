using Uso.Mis.Records;
using Uso.Mis.Text;

namespace Uso.Mis.Arbor;

/// <summary>The records of one page of an entity: as they came, but with ids where links stand, and with each pupil's UPN in its place.</summary>
internal sealed class ArborRecords : IWireRecords
{
    private readonly JsonRecords _json;
    private readonly bool[] _mayBeLink;
    private readonly ArborUpns _upns;
    private readonly int _id;
    private readonly int _person;
    private readonly int _upn;
    private readonly int _ownUpn;
    private readonly int _temporary;
    private readonly int _name;
    private readonly int _start;
    private readonly int _end;

    public ArborRecords(string entity, ArborUpns upns)
    {
        var map = ArborFields.Maps[entity];
        _json = new JsonRecords(map, $"data.{entity}");
        _mayBeLink = [.. map.Fields.Select(field => field.Paths.Length > 1)];
        _upns = upns;
        _id = map.IndexOf("MisId");
        _person = map.IndexOf(ArborFields.Person);
        _upn = map.IndexOf("Upn");
        _ownUpn = entity == ArborEntity.Students ? _upn : -1;
        _temporary = map.IndexOf(ArborFields.Temporary);
        _name = map.IndexOf("LegalLastName");
        _start = map.IndexOf("StartDate");
        _end = map.IndexOf("EndDate");
    }

    public FieldMap Map => _json.Map;

    public string? Person => Text(_person);

    public string? Upn => Text(_upn);

    public bool IsTemporary => Text(_temporary) is "true" or "True" or "1";

    public bool HasStart => Text(_start) is not null;

    /// <summary>Nothing but a link, or an object whose permission is missing: it says nothing of who is there.</summary>
    public bool IsBare => Text(_name) is null && !HasStart;

    /// <summary>From when to when the record holds; a date that is no date is open.</summary>
    public ArborSpan Span => new(Date(_start) ?? DateOnly.MinValue, Date(_end) ?? DateOnly.MaxValue);

    public ArborRecords Open(ReadOnlyMemory<byte> page)
    {
        _json.Open(page);
        return this;
    }

    public bool Read() => _json.Read();

    public string? Text(int field)
    {
        if (field == _ownUpn)
        {
            return Text(_id) is { } pupil ? _upns.Of(pupil) : null;
        }

        var text = _json.Text(field);
        return text is not null && _mayBeLink[field] ? text[(text.LastIndexOf('/') + 1)..] : text;
    }

    private DateOnly? Date(int field) => _json.Text(field) is { } text && Cell.TryDate(text, out var date) ? date : null;
}

/// <summary>From when to when something holds, both days included.</summary>
internal readonly record struct ArborSpan(DateOnly Start, DateOnly End)
{
    public bool Holds(DateOnly day) => Start <= day && day <= End;
}

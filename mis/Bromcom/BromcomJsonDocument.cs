using System.Globalization;
using System.Text.Json;
using Uso.Mis.Rows;

namespace Uso.Mis.Bromcom;

/// <summary>
/// A pushed document in JSON: <c>{"format", "version", "exportedAt", "entities": [{"entity", "rows", "data": [{…}]}]}</c>. What is said of an entity
/// stands before its rows, so that it is read in one go.
/// </summary>
internal sealed class BromcomJsonDocument : IEntityRows
{
    private readonly JsonRows _json;
    private int? _declared;

    public BromcomJsonDocument(Stream stream)
    {
        _json = new JsonRows(stream);
        ReadHead();
    }

    public DateTimeOffset? ExportedAt { get; private set; }

    public bool AtPageStart => false;

    public string? NextEntity()
    {
        Expect(JsonTokenType.StartObject, or: JsonTokenType.EndArray);
        if (_json.Token == JsonTokenType.EndArray)
        {
            ReadTail();
            return null;
        }

        string? entity = null;
        _declared = null;
        while (true)
        {
            switch (Property())
            {
                case "entity":
                    entity = Value(JsonTokenType.String);
                    break;
                case "rows":
                    _declared = int.TryParse(Value(JsonTokenType.Number), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : throw BromcomPush.BadShape();
                    break;
                case "data" when entity is not null:
                    Expect(JsonTokenType.StartArray);
                    return entity;
                default:
                    throw BromcomPush.BadShape();
            }
        }
    }

    public bool ReadRow(RowTargets targets)
    {
        if (_json.ReadRow(targets))
        {
            return true;
        }

        Expect(JsonTokenType.EndObject);
        return false;
    }

    public string? WhyNotWhole(int rows) => BromcomPush.WhyNotWhole(_declared, rows);

    public void Dispose() => _json.Dispose();

    private void ReadHead()
    {
        Expect(JsonTokenType.StartObject);
        string? format = null;
        string? version = null;
        while (true)
        {
            switch (Property())
            {
                case "format":
                    format = Value(JsonTokenType.String);
                    break;
                case "version":
                    version = Value(JsonTokenType.Number);
                    break;
                case "exportedAt":
                    ExportedAt = BromcomPush.Time(Value(JsonTokenType.String));
                    break;
                case "entities":
                    BromcomPush.CheckVersion(format, version);
                    Expect(JsonTokenType.StartArray);
                    return;
                default:
                    throw BromcomPush.UnknownFormat();
            }
        }
    }

    private void ReadTail()
    {
        Expect(JsonTokenType.EndObject);
        if (_json.ReadToken())
        {
            throw BromcomPush.BadShape();
        }
    }

    private string? Property()
    {
        Expect(JsonTokenType.PropertyName);
        return _json.Text;
    }

    private string? Value(JsonTokenType type)
    {
        Expect(type);
        return _json.Text;
    }

    private void Expect(JsonTokenType type, JsonTokenType? or = null)
    {
        if (!_json.ReadToken() || (_json.Token != type && _json.Token != or))
        {
            throw BromcomPush.BadShape();
        }
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Uso.Mis.Text;

namespace Uso.Mis.Records;

/// <summary>
/// Goes through the records of a JSON page once, remembering where the mapped values stand: no tree of the page is built, and values that nobody
/// asks for are never decoded. Reusable for page after page.
/// </summary>
/// <param name="map">Which values.</param>
/// <param name="array">Dotted path to the array of records; "" when the page is the array.</param>
internal sealed class JsonRecords(FieldMap map, string array) : IWireRecords
{
    // Longer values are seldom the same twice.
    private const int PooledLength = 48;

    private readonly JsonShape _shape = new(map);
    private readonly string[] _path = array.Split('.', StringSplitOptions.RemoveEmptyEntries);
    private readonly StringPool _pool = new();
    private readonly Habit[] _habits = new Habit[SlotsOf(map)];
    private Slot[] _slots = [];
    private ReadOnlyMemory<byte> _page;
    private JsonReaderState _state;
    private int _at;

    public FieldMap Map => _shape.Map;

    /// <summary>Bytes of the record that was read last.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>Starts on a page.</summary>
    /// <exception cref="MisExportException">There is no array of records in it.</exception>
    public JsonRecords Open(ReadOnlyMemory<byte> page)
    {
        _slots = new Slot[_shape.SlotCount];
        _page = page;
        var reader = new Utf8JsonReader(page.Span);
        try
        {
            if (!TryEnter(ref reader))
            {
                throw Malformed("A page of the capture is not a page of records.");
            }
        }
        catch (JsonException broken)
        {
            throw Malformed("A page of the capture is not JSON.", broken);
        }

        Keep(ref reader);
        return this;
    }

    /// <summary>Starts on a list inside a record of another: a slice that <see cref="List"/> gave.</summary>
    public JsonRecords OpenList(ReadOnlyMemory<byte> list)
    {
        if (_slots.Length != _shape.SlotCount)
        {
            _slots = new Slot[_shape.SlotCount];
        }

        _page = list;
        _at = 0;
        _state = default;
        if (!list.IsEmpty)
        {
            var reader = new Utf8JsonReader(list.Span);
            reader.Read();
            Keep(ref reader);
        }

        return this;
    }

    public bool Read()
    {
        if (_page.IsEmpty)
        {
            return false;
        }

        Array.Clear(_slots);
        var reader = new Utf8JsonReader(_page.Span[_at..], isFinalBlock: true, _state);
        try
        {
            if (!reader.Read() || reader.TokenType is JsonTokenType.EndArray)
            {
                _page = default;
                return false;
            }

            var start = _at + (int)reader.TokenStartIndex;
            Value(ref reader, _shape.Root);
            Current = _page[start..(_at + (int)reader.BytesConsumed)];
            Keep(ref reader);
            return true;
        }
        catch (JsonException broken)
        {
            throw Malformed("A page of the capture is not JSON.", broken);
        }
    }

    public string? Text(int field)
    {
        var (first, count) = _shape.Slots[field];
        for (var i = 0; i < count; i++)
        {
            if (TextAt(first + i) is { } text)
            {
                return text;
            }
        }

        return null;
    }

    /// <summary>Whether a value stands there, be it empty: what a permission left out is not there at all.</summary>
    public bool Has(int field)
    {
        var (first, count) = _shape.Slots[field];
        return _slots.AsSpan(first, count).ContainsAnyExcept(default(Slot));
    }

    /// <summary>The array at a field, to be read with <see cref="OpenList"/>; empty when there is none.</summary>
    public ReadOnlyMemory<byte> List(int field)
    {
        var (first, count) = _shape.Slots[field];
        for (var i = 0; i < count; i++)
        {
            if (_slots[first + i] is { Type: JsonTokenType.StartArray } slot)
            {
                return _page.Slice(slot.Start, slot.Length);
            }
        }

        return default;
    }

    private static MisExportException Malformed(string message, Exception? inner = null) => new(MisErrorCodes.ExportMalformed, message, inner);

    private void Keep(ref Utf8JsonReader reader)
    {
        _at += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private bool TryEnter(ref Utf8JsonReader reader)
    {
        _at = 0;
        if (!reader.Read())
        {
            return false;
        }

        foreach (var name in _path)
        {
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                return false;
            }

            var found = false;
            while (!found && reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                found = reader.ValueTextEquals(name);
                reader.Read();
                if (!found)
                {
                    reader.Skip();
                }
            }

            if (!found)
            {
                return false;
            }
        }

        return reader.TokenType is JsonTokenType.StartArray;
    }

    private void Value(ref Utf8JsonReader reader, JsonShape.Node node)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when node.HasChildren:
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    var child = reader.ValueIsEscaped ? FindEscaped(ref reader, node) : node.Find(reader.ValueSpan);
                    reader.Read();
                    if (!child.IsUnknown)
                    {
                        Value(ref reader, child);
                    }
                    else if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                    {
                        reader.Skip();
                    }
                }

                break;
            case JsonTokenType.StartArray when node.HasChildren && node.Slots.Length == 0:
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                {
                    Value(ref reader, node);
                }

                break;
            case JsonTokenType.StartArray:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                Fill(node, new Slot(JsonTokenType.StartArray, _at + start, (int)reader.BytesConsumed - start, Escaped: false));
                break;
            case JsonTokenType.StartObject:
                reader.Skip();
                break;
            case JsonTokenType.Null:
                break;
            default:
                var quote = reader.TokenType is JsonTokenType.String ? 1 : 0;
                Fill(node, new Slot(reader.TokenType, _at + (int)reader.TokenStartIndex + quote, reader.ValueSpan.Length, reader.ValueIsEscaped));
                break;
        }
    }

    private void Fill(JsonShape.Node node, Slot slot)
    {
        foreach (var at in node.Slots)
        {
            // The first of a list that has a value.
            if (_slots[at].Length == 0)
            {
                _slots[at] = slot;
            }
        }
    }

    private static JsonShape.Node FindEscaped(ref Utf8JsonReader reader, JsonShape.Node node) => node.Find(Encoding.UTF8.GetBytes(reader.GetString()!));

    private string? TextAt(int at)
    {
        var slot = _slots[at];
        if (slot.Length == 0 || slot.Type is JsonTokenType.StartArray)
        {
            return null;
        }

        if (slot.Escaped || slot.Length > PooledLength)
        {
            return Decoded(slot);
        }

        var bytes = _page.Span.Slice(slot.Start, slot.Length);
        return _habits[at].IsRepeated ? Pooled(bytes, ref _habits[at]) : Plain(bytes);
    }

    private static string? Plain(ReadOnlySpan<byte> bytes)
    {
        Span<char> buffer = stackalloc char[PooledLength];
        var text = Chars(bytes, buffer);
        return text.IsEmpty ? null : new string(text);
    }

    private static ReadOnlySpan<char> Chars(ReadOnlySpan<byte> bytes, Span<char> buffer) =>
        Utf8.ToUtf16(bytes, buffer, out _, out var length, replaceInvalidSequences: false) is OperationStatus.Done ? buffer[..length].Trim() : throw NotUtf8();

    private string? Pooled(ReadOnlySpan<byte> bytes, ref Habit habit)
    {
        Span<char> buffer = stackalloc char[PooledLength];
        var text = Chars(bytes, buffer);
        if (text.IsEmpty)
        {
            return null;
        }

        if (_pool.Find(text) is { } known)
        {
            habit.Hits++;
            return known;
        }

        habit.Misses++;
        var value = new string(text);
        _pool.Keep(text, value);
        return value;
    }

    private string? Decoded(Slot slot)
    {
        var quote = slot.Type is JsonTokenType.String ? 1 : 0;
        var reader = new Utf8JsonReader(_page.Span.Slice(slot.Start - quote, slot.Length + (2 * quote)));
        try
        {
            reader.Read();
            var text = quote == 1 ? reader.GetString()!.Trim() : Encoding.UTF8.GetString(reader.ValueSpan);
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            throw NotUtf8();
        }
    }

    private static MisExportException NotUtf8() => new(MisErrorCodes.ExportEncoding, "A page of the capture holds bytes that are not UTF-8.");

    private static int SlotsOf(FieldMap map) => map.Fields.Sum(f => f.Paths.Length);

    /// <summary>Whether a value tends to be one that came before: a form does, an e-mail address does not.</summary>
    private struct Habit
    {
        public int Hits;
        public int Misses;

        public readonly bool IsRepeated => Misses < 64 || Hits > Misses / 2;
    }

    private readonly record struct Slot(JsonTokenType Type, int Start, int Length, bool Escaped);
}

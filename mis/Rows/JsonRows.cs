using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Uso.Mis.Rows;

/// <summary>
/// JSON from a stream: what stands around the records token by token, the records themselves a row at a time, straight from the bytes. Holds no more
/// than one record. The end of the document is its proof of being whole.
/// </summary>
internal sealed class JsonRows : IDisposable
{
    private const int MaxBuffer = 4 << 20;
    private const int MaxValueBytes = 4096;
    private const int MinFill = 1 << 14;
    private readonly Stream? _stream;
    private byte[] _buffer;
    private char[] _value = [];
    private int _start;
    private int _end;
    private bool _begun;
    private bool _closed;
    private JsonReaderState _state;

    public JsonRows(Stream stream)
    {
        _stream = stream;
        _buffer = new byte[1 << 16];
    }

    /// <summary>A document that is in memory already.</summary>
    public JsonRows(ReadOnlyMemory<byte> document)
    {
        var bytes = MemoryMarshal.TryGetArray(document, out var segment) ? segment : new ArraySegment<byte>(document.ToArray());
        _buffer = bytes.Array!;
        (_start, _end, _begun) = (bytes.Offset, bytes.Offset + bytes.Count, true);
    }

    private enum Step
    {
        Row,
        End,
        NeedBytes,
    }

    /// <summary>The token that <see cref="ReadToken"/> came to.</summary>
    public JsonTokenType Token { get; private set; }

    /// <summary>Name, string or number of the token; null for others.</summary>
    public string? Text { get; private set; }

    /// <summary>The next token; false at the end of the document.</summary>
    /// <exception cref="MisExportException">The document ends early or is not JSON.</exception>
    public bool ReadToken()
    {
        while (true)
        {
            var reader = Reader();
            if (Guarded(ref reader))
            {
                Token = reader.TokenType;
                Text = Token switch
                {
                    JsonTokenType.PropertyName or JsonTokenType.String => reader.GetString(),
                    JsonTokenType.Number => Encoding.ASCII.GetString(reader.ValueSpan),
                    JsonTokenType.True => "true",
                    JsonTokenType.False => "false",
                    _ => null,
                };
                _closed = reader.CurrentDepth == 0 && Token is JsonTokenType.EndObject or JsonTokenType.EndArray;
                Consume(ref reader);
                return true;
            }

            if (!Fill())
            {
                return _closed ? false : throw Truncated();
            }
        }
    }

    /// <summary>Goes past the value that comes next, whatever it is.</summary>
    public void SkipValue()
    {
        var depth = 0;
        do
        {
            if (!ReadToken())
            {
                throw Malformed();
            }

            depth += Token switch
            {
                JsonTokenType.StartArray or JsonTokenType.StartObject => 1,
                JsonTokenType.EndArray or JsonTokenType.EndObject => -1,
                _ => 0,
            };
        }
        while (depth > 0);
    }

    /// <summary>The next record of the array that was entered; false at its end. Values that are objects or lists are passed over.</summary>
    public bool ReadRow(RowTargets targets)
    {
        while (true)
        {
            var reader = Reader();
            Step step;
            try
            {
                step = TryRow(ref reader, targets);
            }
            catch (JsonException broken)
            {
                throw Malformed(broken);
            }
            catch (InvalidOperationException broken)
            {
                throw new MisExportException(MisErrorCodes.ExportEncoding, "The file holds bytes that are not text in its encoding.", broken);
            }

            if (step != Step.NeedBytes)
            {
                Consume(ref reader);
                return step == Step.Row;
            }

            if (!Fill())
            {
                throw Truncated();
            }
        }
    }

    public void Dispose() => _stream?.Dispose();

    private static MisExportException Truncated() => new(MisErrorCodes.ExportTruncated, "The file ends before its JSON does.");

    private static MisExportException Malformed(Exception? inner = null) => new(MisErrorCodes.ExportMalformed, "The file is not the JSON that it should be.", inner);

    // Never the final block: whatever the reader asks for more of was cut short.
    private Utf8JsonReader Reader()
    {
        if (!_begun)
        {
            _begun = true;
            Fill();
            _start = _buffer.AsSpan(0, _end).StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        }

        return new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
    }

    private static bool Guarded(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (JsonException broken)
        {
            throw Malformed(broken);
        }
    }

    private void Consume(ref Utf8JsonReader reader)
    {
        _start += (int)reader.BytesConsumed;
        _state = reader.CurrentState;
    }

    private bool Fill()
    {
        if (_stream is null)
        {
            return false;
        }

        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length == MaxBuffer)
            {
                throw new MisExportException(MisErrorCodes.ExportMalformed, "A record of the file does not end.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // A record that is cut by the end of the buffer is scanned again: take large pieces, whatever the stream gives.
        var space = _buffer.AsSpan(_end);
        var read = _stream.ReadAtLeast(space, Math.Min(space.Length, MinFill), throwOnEndOfStream: false);
        _end += read;
        return read > 0;
    }

    private Step TryRow(ref Utf8JsonReader reader, RowTargets targets)
    {
        if (!reader.Read())
        {
            return Step.NeedBytes;
        }

        if (reader.TokenType == JsonTokenType.EndArray)
        {
            return Step.End;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Malformed();
        }

        targets.NextRow();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                return Step.Row;
            }

            var found = targets.Find(reader.ValueSpan);
            if (!reader.Read())
            {
                return Step.NeedBytes;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                if (!reader.TrySkip())
                {
                    return Step.NeedBytes;
                }
            }
            else if (!found.IsEmpty)
            {
                Set(ref reader, found);
            }
        }

        return Step.NeedBytes;
    }

    private void Set(ref Utf8JsonReader reader, ReadOnlySpan<RowTargets.Target> targets)
    {
        ReadOnlySpan<byte> value = reader.TokenType switch
        {
            JsonTokenType.String or JsonTokenType.Number => reader.ValueSpan,
            JsonTokenType.True => "true"u8,
            JsonTokenType.False => "false"u8,
            _ => default,
        };
        if (!reader.ValueIsEscaped)
        {
            foreach (var target in targets)
            {
                target.Row.Set(target.Column, value);
            }

            return;
        }

        if (_value.Length == 0)
        {
            _value = new char[MaxValueBytes];
        }

        var tooLong = value.Length > MaxValueBytes;
        var text = tooLong ? default : _value.AsSpan(0, reader.CopyString(_value));
        foreach (var target in targets)
        {
            if (tooLong)
            {
                target.Row.Break(target.Column, MisErrorCodes.RowTooLong, "text");
            }
            else
            {
                target.Row.Set(target.Column, text);
            }
        }
    }
}

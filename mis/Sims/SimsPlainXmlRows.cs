using System.Buffers;
using System.Text;
using System.Xml;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>
/// Reads the one shape of XML that the exporter writes (UTF-8, records of plain columns) straight from the bytes, several times faster than a parser.
/// It accepts only what it is certain of. At the first byte of anything else, be it a comment, an attribute, a wrong end tag, an invalid character or
/// the end of the file, it hands over to <see cref="SimsXmlRows"/> from the start of that record, which decides what it is.
/// </summary>
internal sealed partial class SimsPlainXmlRows : ISimsRows
{
    private const int MaxBuffer = 1 << 20;
    private const int MaxValueBytes = 4096;
    private const int MinFill = 1 << 14;

    private static readonly SearchValues<byte> NameBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-."u8);

    private readonly Stream _stream;
    private readonly FileHead _head;
    private readonly IReadOnlyList<RowColumn> _columns;
    private readonly byte[][] _names;
    private readonly char[] _value = new char[MaxValueBytes];
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private SimsXmlRows? _parser;

    private SimsPlainXmlRows(Stream stream, FileHead head, IReadOnlyList<RowColumn> columns)
    {
        _stream = stream;
        _head = head;
        _columns = columns;
        _names = [.. columns.Select(c => Encoding.UTF8.GetBytes(XmlConvert.EncodeLocalName(c.Header)!))];
    }

    private enum Step
    {
        Record,
        End,
        NeedBytes,
        HandOver,
    }

    public string? WhyNotWhole => null;

    /// <summary>Opens the file and goes past its root's start tag.</summary>
    public static ISimsRows Open(Stream stream, FileHead head, IReadOnlyList<RowColumn> columns)
    {
        if (!head.IsPlainUtf8)
        {
            return SimsXmlRows.Open(stream, head, columns);
        }

        var rows = new SimsPlainXmlRows(stream, head, columns);
        try
        {
            rows.Fill();
            if (!rows.SkipProlog())
            {
                rows._start = 0;
                rows.HandOver("");
            }

            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public bool Read(RowValues row)
    {
        while (_parser is null)
        {
            var at = _start;
            switch (ReadRecord(row, ref at))
            {
                case Step.Record:
                    _start = at;
                    return true;
                case Step.End:
                    return false;
                case Step.NeedBytes when Fill():
                    break;
                default:
                    HandOver("<SuperStarReport>");
                    break;
            }
        }

        return _parser.Read(row);
    }

    public void Dispose()
    {
        _parser?.Dispose();
        _stream.Dispose();
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';

    private void HandOver(string before) => _parser = SimsXmlRows.Open(
        new ReplayStream(Encoding.UTF8.GetBytes(before), _buffer.AsMemory(_start, _end - _start), _stream), _head, _columns);

    // False at the end of the file, and when a record is larger than any record is.
    private bool Fill()
    {
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
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // A record that is cut by the end of the buffer is scanned again: take large pieces, whatever the stream gives.
        var space = _buffer.AsSpan(_end);
        var read = _stream.ReadAtLeast(space, Math.Min(space.Length, MinFill), throwOnEndOfStream: false);
        _end += read;
        return read > 0;
    }

    private bool SkipProlog()
    {
        while (_end < 256 && Fill())
        {
        }

        var rest = _buffer.AsSpan(0, _end);
        var length = rest.Length;
        if (rest.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            rest = rest[3..];
        }

        foreach (var declaration in new[] { "<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<?xml version=\"1.0\"?>" })
        {
            if (rest.StartsWith(Encoding.UTF8.GetBytes(declaration)))
            {
                rest = rest[declaration.Length..];
                break;
            }
        }

        rest = rest.TrimStart(" \t\r\n"u8);
        if (!rest.StartsWith("<SuperStarReport>"u8))
        {
            return false;
        }

        _start = length - rest.Length + "<SuperStarReport>".Length;
        return true;
    }

    private Step ReadRecord(RowValues row, ref int at)
    {
        if (!SkipSpace(ref at))
        {
            return Step.NeedBytes;
        }

        var tag = Expect(ref at, "<Record>"u8);
        if (tag == Step.HandOver)
        {
            return ReadEnd(at);
        }

        if (tag != Step.Record)
        {
            return tag;
        }

        row.Clear();
        var expected = 0;
        while (true)
        {
            if (!SkipSpace(ref at) || at + 1 >= _end)
            {
                return Step.NeedBytes;
            }

            if (_buffer[at] != '<')
            {
                return Step.HandOver;
            }

            if (_buffer[at + 1] == '/')
            {
                return Expect(ref at, "</Record>"u8);
            }

            var step = ReadColumn(row, ref at, ref expected);
            if (step != Step.Record)
            {
                return step;
            }
        }
    }

    // The root's end tag, then white space to the end of the file.
    private Step ReadEnd(int at)
    {
        var tag = Expect(ref at, "</SuperStarReport>"u8);
        if (tag != Step.Record)
        {
            return tag;
        }

        do
        {
            if (SkipSpace(ref at))
            {
                return Step.HandOver;
            }

            // Only white space was left behind, but the end tag is kept for a hand-over.
            var kept = at - _start;
            if (!Fill())
            {
                return _end < MaxBuffer ? Step.End : Step.HandOver;
            }

            at = kept;
        }
        while (true);
    }

    private Step ReadColumn(RowValues row, ref int at, ref int expected)
    {
        var rest = _buffer.AsSpan(at + 1, _end - at - 1);
        var nameLength = rest.IndexOfAnyExcept(NameBytes);
        if (nameLength < 0 || nameLength + 1 >= rest.Length)
        {
            return Step.NeedBytes;
        }

        var name = rest[..nameLength];
        if (nameLength == 0 || !(char.IsAsciiLetter((char)name[0]) || name[0] == '_'))
        {
            return Step.HandOver;
        }

        if (rest[nameLength] == '/' && rest[nameLength + 1] == '>')
        {
            at += nameLength + 3;
            return Step.Record;
        }

        if (rest[nameLength] != '>')
        {
            return Step.HandOver;
        }

        var value = rest[(nameLength + 1)..];
        var length = value.IndexOf((byte)'<');
        if (length < 0 || value.Length < length + nameLength + 3)
        {
            return length > MaxValueBytes || value.Length > 4 * MaxValueBytes ? Step.HandOver : Step.NeedBytes;
        }

        var close = value.Slice(length, nameLength + 3);
        if (length > MaxValueBytes || close[1] != '/' || close[^1] != '>' || !close[2..^1].SequenceEqual(name))
        {
            return Step.HandOver;
        }

        at += 1 + nameLength + 1 + length + close.Length;
        if (!TryDecode(value[..length], out var chars))
        {
            return Step.HandOver;
        }

        var column = ColumnOf(name, ref expected);
        if (column >= 0)
        {
            row.Set(column, _value.AsSpan(0, chars));
        }

        return Step.Record;
    }

    private bool SkipSpace(ref int at)
    {
        while (at < _end && IsSpace(_buffer[at]))
        {
            at++;
        }

        return at < _end;
    }

    // Record when it is there, and then past it.
    private Step Expect(ref int at, ReadOnlySpan<byte> tag)
    {
        var there = _buffer.AsSpan(at, Math.Min(tag.Length, _end - at));
        if (!tag.StartsWith(there))
        {
            return Step.HandOver;
        }

        if (there.Length < tag.Length)
        {
            return Step.NeedBytes;
        }

        at += tag.Length;
        return Step.Record;
    }
}

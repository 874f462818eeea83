using System.Buffers;
using System.Text.Unicode;

namespace Uso.Mis.Sims;

/// <summary>A column's place and text, from its bytes.</summary>
internal sealed partial class SimsPlainXmlRows
{
    private static readonly SearchValues<byte> Special = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), (byte)'&', (byte)'>', 0xEF]);

    private bool TryDecode(Span<byte> value, out int chars)
    {
        var special = value.IndexOfAny(Special);
        if (special < 0)
        {
            return Utf8.ToUtf16(value, _value, out _, out chars, replaceInvalidSequences: false) == OperationStatus.Done;
        }

        // Unescaped in place into the char buffer: only the five names, and nothing else that is special.
        chars = 0;
        while (special >= 0)
        {
            if (Utf8.ToUtf16(value[..special], _value.AsSpan(chars), out _, out var written, replaceInvalidSequences: false) != OperationStatus.Done)
            {
                return false;
            }

            chars += written;
            value = value[special..];
            var (c, length) = Unescape(value);
            if (length == 0)
            {
                return false;
            }

            _value[chars++] = c;
            value = value[length..];
            special = value.IndexOfAny(Special);
        }

        var done = Utf8.ToUtf16(value, _value.AsSpan(chars), out _, out var last, replaceInvalidSequences: false) == OperationStatus.Done;
        chars += last;
        return done;
    }

    private static (char Character, int Length) Unescape(ReadOnlySpan<byte> value) => value switch
    {
        _ when value.StartsWith("&amp;"u8) => ('&', 5),
        _ when value.StartsWith("&apos;"u8) => ('\'', 6),
        _ when value.StartsWith("&quot;"u8) => ('"', 6),
        _ when value.StartsWith("&lt;"u8) => ('<', 4),
        _ when value.StartsWith("&gt;"u8) => ('>', 4),
        _ => ('\0', 0),
    };

    // Columns come in the same order in every record, with gaps where a value is empty: look onwards from the last one.
    private int ColumnOf(ReadOnlySpan<byte> name, ref int expected)
    {
        for (var i = 0; i < _names.Length; i++)
        {
            var column = expected + i < _names.Length ? expected + i : expected + i - _names.Length;
            if (name.SequenceEqual(_names[column]))
            {
                expected = column + 1;
                return column;
            }
        }

        return -1;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>Values straight from bytes: most are plain ASCII and need no decoding, and those that repeat are not even made.</summary>
internal sealed partial class RowValues
{
    private const int MaxValueBytes = 4096;
    private BytePool? _bytePool;
    private char[] _decoded = [];

    /// <summary>Sets a column from UTF-8 in which nothing is escaped.</summary>
    /// <exception cref="MisExportException">The bytes are not UTF-8.</exception>
    public void Set(int column, ReadOnlySpan<byte> raw)
    {
        var value = raw.Trim((byte)' ');
        if (value.IsEmpty || _skipped[column])
        {
            return;
        }

        var (cell, clean) = (_columns[column].Cell, _columns[column].Clean);
        if (cell == RowCell.Repeated)
        {
            if ((_bytePool ??= new BytePool()).TryFind(column, value, out var known))
            {
                _values[column] = known;
                SeenMask |= known is null ? 0 : 1UL << column;
                return;
            }
        }
        else if (cell == RowCell.Date)
        {
            if (TryPlainDate(value, out var date))
            {
                SetDate(column, date);
                return;
            }
        }
        else if (clean is null && IsPlain(value))
        {
            _values[column] = Encoding.ASCII.GetString(value);
            SeenMask |= 1UL << column;
            return;
        }

        if (value.Length > MaxValueBytes)
        {
            Break(column, MisErrorCodes.RowTooLong, "text");
            return;
        }

        if (_decoded.Length == 0)
        {
            _decoded = new char[MaxValueBytes];
        }

        if (Utf8.ToUtf16(value, _decoded, out _, out var chars, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            throw Utf8Stream.NotText();
        }

        Set(column, _decoded.AsSpan(0, chars), null, pooled: false);
        if (cell == RowCell.Repeated && Rule is null)
        {
            _bytePool!.Keep(column, value, _values[column]);
        }
    }

    // Nothing that a rule of values could object to, and no run of spaces.
    private static bool IsPlain(ReadOnlySpan<byte> value) =>
        value.Length <= MisLimits.MaxValueLength
        && (!value.ContainsAnyExceptInRange((byte)'!', (byte)'~') || (!value.ContainsAnyExceptInRange((byte)' ', (byte)'~') && value.IndexOf("  "u8) < 0));

    // "2012-03-04" or "2012-03-04T00:00:00", which nearly all dates are; anything else is looked at more closely.
    public static bool TryPlainDate(ReadOnlySpan<byte> value, out DateOnly date)
    {
        date = default;
        if (value.Length < 10 || value[4] != '-' || value[7] != '-' || (value.Length > 10 && !value[10..].SequenceEqual("T00:00:00"u8)))
        {
            return false;
        }

        uint year = 0, month = 0, day = 0;
        var good = Add(value[0], ref year) & Add(value[1], ref year) & Add(value[2], ref year) & Add(value[3], ref year)
            & Add(value[5], ref month) & Add(value[6], ref month) & Add(value[8], ref day) & Add(value[9], ref day);
        if (!good || year == 0 || month - 1 > 11 || day == 0 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }

        date = new DateOnly((int)year, (int)month, (int)day);
        return true;

        static bool Add(byte digit, ref uint number)
        {
            var value = (uint)(digit - '0');
            number = (number * 10) + value;
            return value <= 9;
        }
    }
}

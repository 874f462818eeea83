using System.Buffers;
using System.Globalization;

namespace Uso.Mis.Text;

/// <summary>Rules that every value of every MIS obeys, on spans: the per-row path allocates nothing here.</summary>
internal static class Cell
{
    private static readonly SearchValues<char> Controls =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Concat(Enumerable.Range(0x7f, 0x21)).Select(c => (char)c)]);

    /// <summary>The broken rule, or null. <paramref name="collapse"/> tells that the value holds a run of spaces.</summary>
    public static string? Check(ReadOnlySpan<char> trimmed, out bool collapse)
    {
        collapse = false;
        if (trimmed.Length > MisLimits.MaxValueLength)
        {
            return MisErrorCodes.RowTooLong;
        }

        if (trimmed.IndexOfAny(Controls) >= 0)
        {
            return MisErrorCodes.RowControlCharacter;
        }

        collapse = trimmed.Contains("  ", StringComparison.Ordinal);
        return null;
    }

    /// <summary>Copies with every run of spaces as one.</summary>
    public static int Collapse(ReadOnlySpan<char> value, Span<char> into)
    {
        var length = 0;
        foreach (var c in value)
        {
            if (c != ' ' || length == 0 || into[length - 1] != ' ')
            {
                into[length++] = c;
            }
        }

        return length;
    }

    /// <summary>yyyy-mm-dd, with or without a time after T or a space, or dd/mm/yyyy.</summary>
    public static bool TryDate(ReadOnlySpan<char> value, out DateOnly date)
    {
        date = default;
        if (value.Length < 10)
        {
            return false;
        }

        bool digits;
        int year, month, day;
        if (value[4] == '-' && value[7] == '-')
        {
            digits = TryDigits(value[..4], out year) & TryDigits(value.Slice(5, 2), out month) & TryDigits(value.Slice(8, 2), out day);
        }
        else if (value[2] == '/' && value[5] == '/')
        {
            digits = TryDigits(value.Slice(6, 4), out year) & TryDigits(value.Slice(3, 2), out month) & TryDigits(value[..2], out day);
        }
        else
        {
            return false;
        }

        if (!digits || year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        if (value.Length > 10 && !IsTime(value[10..]))
        {
            return false;
        }

        date = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>What sort of value it is, in place of the value.</summary>
    public static string ClassOf(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        if (value.IsEmpty)
        {
            return "empty";
        }

        if (TryDate(value, out _))
        {
            return "date";
        }

        return decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? "number" : "text";
    }

    private static bool TryDigits(ReadOnlySpan<char> value, out int number)
    {
        number = 0;
        foreach (var c in value)
        {
            var digit = c - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        return true;
    }

    // The time of day is not used; it must only look like one: "T09:10:00", " 00:00:00.000000", "T00:00:00Z", "T00:00:00+01:00".
    private static bool IsTime(ReadOnlySpan<char> rest)
    {
        if (rest[0] is not ('T' or ' ') || rest.Length < 6 || rest[3] != ':')
        {
            return false;
        }

        foreach (var c in rest[1..])
        {
            if (!char.IsAsciiDigit(c) && c is not (':' or '.' or 'Z' or '+' or '-'))
            {
                return false;
            }
        }

        return TryDigits(rest.Slice(1, 2), out var hour) && hour < 24 && TryDigits(rest.Slice(4, 2), out var minute) && minute < 60;
    }
}

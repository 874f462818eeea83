namespace Uso.Mis.Text;

/// <summary>The ids seen in one report. Numbers and pairs of numbers, which nearly all ids are, take eight bytes each.</summary>
internal sealed class IdSet
{
    private readonly HashSet<long> _numbers = [];
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);

    /// <summary>False when it was there already.</summary>
    public bool Add(string id)
    {
        if (TryPack(id, out var packed))
        {
            return _numbers.Add(packed);
        }

        return _others.Add(id);
    }

    // "0042" and "42" are two ids, so that only numbers without leading zeros are packed. A pair is packed below zero.
    public static bool TryPack(ReadOnlySpan<char> id, out long packed)
    {
        var comma = id.IndexOf(',');
        if (comma < 0)
        {
            return TryNumber(id, 18, out packed);
        }

        packed = 0;
        if (!TryNumber(id[..comma], 9, out var first) || !TryNumber(id[(comma + 1)..], 9, out var second))
        {
            return false;
        }

        packed = -1 - ((first * 1_000_000_000L) + second);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, int maxDigits, out long number)
    {
        number = 0;
        if (text.IsEmpty || text.Length > maxDigits || (text[0] == '0' && text.Length > 1))
        {
            return false;
        }

        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (c - '0');
        }

        return true;
    }
}

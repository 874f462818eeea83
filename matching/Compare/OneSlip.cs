namespace Uso.Matching.Compare;

/// <summary>Whether two words are one typing slip apart.</summary>
internal static class OneSlip
{
    /// <summary>True when one letter is replaced, left out, or two neighbours are exchanged; false when equal.</summary>
    internal static bool Apart(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
        {
            var t = a;
            a = b;
            b = t;
        }

        if (b.Length - a.Length > 1)
        {
            return false;
        }

        int start = a.CommonPrefixLength(b);
        if (a.Length < b.Length)
        {
            return a[start..].SequenceEqual(b[(start + 1)..]);
        }

        if (start == a.Length)
        {
            return false;
        }

        return a[(start + 1)..].SequenceEqual(b[(start + 1)..])
            || (start + 1 < a.Length && a[start] == b[start + 1] && a[start + 1] == b[start] && a[(start + 2)..].SequenceEqual(b[(start + 2)..]));
    }
}

namespace Uso.Matching.Compare;

/// <summary>Jaro-Winkler similarity, without allocating.</summary>
internal static class JaroWinkler
{
    private const int Longest = 64;

    /// <summary>0 (nothing alike) to 1 (equal). Symmetric; characters after the 64th are not looked at.</summary>
    internal static double Similarity(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        a = a.Length > Longest ? a[..Longest] : a;
        b = b.Length > Longest ? b[..Longest] : b;

        // Greedy matching can depend on the side it starts from: fix the side.
        if (a.Length > b.Length || (a.Length == b.Length && a.SequenceCompareTo(b) > 0))
        {
            var t = a;
            a = b;
            b = t;
        }

        if (a.Length == 0)
        {
            return b.Length == 0 ? 1 : 0;
        }

        int window = Math.Max((b.Length / 2) - 1, 0);
        ulong taken = 0;
        Span<char> matched = stackalloc char[Longest];
        int matches = 0;
        for (int i = 0; i < a.Length; i++)
        {
            int end = Math.Min(i + window + 1, b.Length);
            for (int j = Math.Max(0, i - window); j < end; j++)
            {
                if ((taken & (1UL << j)) == 0 && a[i] == b[j])
                {
                    taken |= 1UL << j;
                    matched[matches++] = a[i];
                    break;
                }
            }
        }

        if (matches == 0)
        {
            return 0;
        }

        int outOfOrder = 0;
        for (int j = 0, k = 0; j < b.Length; j++)
        {
            if ((taken & (1UL << j)) != 0 && matched[k++] != b[j])
            {
                outOfOrder++;
            }
        }

        double m = matches;
        double jaro = ((m / a.Length) + (m / b.Length) + ((m - (outOfOrder / 2)) / m)) / 3;
        int prefix = 0;
        while (prefix < 4 && prefix < a.Length && a[prefix] == b[prefix])
        {
            prefix++;
        }

        return jaro + (prefix * 0.1 * (1 - jaro));
    }
}

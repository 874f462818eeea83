using System.Collections.Frozen;

namespace Uso.Matching.Normalise;

/// <summary>What people put into name fields that is no name: titles, suffixes, words for "none". What would leave nothing else stays a name.</summary>
internal static class NotAName
{
    private static readonly FrozenSet<string> Titles = "mr mrs miss ms mx dr prof rev revd sir dame master mstr".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> Suffixes = "jr jnr junior sr snr senior ii iii iv esq".Split(' ').ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> None = "unknown none nln fnu lnu nfn".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A normalised name without them.</summary>
    internal static string Drop(string normalised)
    {
        if (None.Contains(normalised))
        {
            return string.Empty;
        }

        int from = normalised.IndexOf(' ', StringComparison.Ordinal);
        if (from < 0)
        {
            return normalised;
        }

        string text = normalised;
        for (; from > 0 && Titles.Contains(text[..from]); from = text.IndexOf(' ', StringComparison.Ordinal))
        {
            text = text[(from + 1)..];
        }

        for (int at = text.LastIndexOf(' '); at > 0 && Suffixes.Contains(text[(at + 1)..]); at = text.LastIndexOf(' '))
        {
            text = text[..at];
        }

        return text;
    }
}

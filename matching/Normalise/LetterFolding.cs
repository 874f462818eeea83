using System.Collections.Frozen;

namespace Uso.Matching.Normalise;

/// <summary>Turns one letter into the plain lower-case letters that stand for it.</summary>
internal static class LetterFolding
{
    private static readonly FrozenDictionary<char, string> Decomposed = Read();

    /// <summary>
    /// The folded form of a letter beyond ASCII, or null where the letter itself stands (lower-cased by the caller).
    /// Twice the same as once: no result holds a letter that would fold again.
    /// </summary>
    internal static string? Fold(char letter)
    {
        if (letter is >= '\uAC00' and <= '\uD7A3')
        {
            return Hangul(letter);
        }

        return Decomposed.GetValueOrDefault(letter);
    }

    /// <summary>Everything that is typed for an apostrophe, the glottal stops and ayns of transliterations included.</summary>
    internal static bool IsApostrophe(char c) =>
        c is '\'' or '`' or '´' or '‘' or '’' or '‛' or '′' or 'ʹ' or 'ʻ' or 'ʼ' or 'ʽ' or 'ʾ' or 'ʿ' or 'ˈ' or '＇' or '՚' or '׳';

    /// <summary>Marks that only dress a letter. Vowel signs of Indic and other scripts are not among them: they are part of the name.</summary>
    internal static bool IsDressing(char c) => c is (>= '\u0300' and <= '\u036F') or (>= '\u1AB0' and <= '\u1AFF') or (>= '\u1DC0' and <= '\u1DFF')
        or (>= '\u20D0' and <= '\u20FF') or (>= '\uFE20' and <= '\uFE2F') or (>= '\u0591' and <= '\u05C7') or (>= '\u064B' and <= '\u065F') or '\u0670';

    /// <summary>Letters that NFKD leaves alone though people type them plainly.</summary>
    private static IEnumerable<KeyValuePair<char, string>> LeftAloneByNfkd() =>
    [
        new('ł', "l"), new('ø', "o"), new('ß', "ss"), new('æ', "ae"), new('œ', "oe"), new('ð', "d"), new('đ', "d"), new('þ', "th"),
        new('ı', "i"), new('ħ', "h"), new('ŋ', "n"), new('ŧ', "t"), new('ĸ', "k"), new('ə', "e"), new('ɓ', "b"), new('ɗ', "d"), new('ƙ', "k"),
        new('ƴ', "y"), new('ƀ', "b"), new('ɨ', "i"), new('ʉ', "u"), new('ɛ', "e"), new('ɔ', "o"), new('ɖ', "d"), new('ƒ', "f"), new('ɣ', "g"),
        new('ς', "σ"),
    ];

    private static FrozenDictionary<char, string> Read()
    {
        var plain = LeftAloneByNfkd().ToDictionary();
        var table = new Dictionary<char, string>(plain);
        foreach (string entry in Decompositions.Table.Split(' '))
        {
            table[entry[0]] = string.Concat(entry[1..].Where(c => !IsApostrophe(c)).Select(c => Lower(c, plain)));
        }

        // Capitals of the letters above (Ł, Ø, ẞ …) fold like their small letter.
        for (char c = '\u00A0'; c < char.MaxValue; c++)
        {
            char lower = char.ToLowerInvariant(c);
            if (lower != c && !table.ContainsKey(c) && table.TryGetValue(lower, out string? folded))
            {
                table[c] = folded;
            }
        }

        return table.ToFrozenDictionary();
    }

    private static string Lower(char c, Dictionary<char, string> plain)
    {
        char lower = char.ToLowerInvariant(c);
        return plain.TryGetValue(lower, out string? folded) ? folded : lower.ToString();
    }

    private static string Hangul(char syllable)
    {
        int index = syllable - 0xAC00;
        char lead = (char)(0x1100 + (index / 588));
        char vowel = (char)(0x1161 + (index % 588 / 28));
        int tail = index % 28;
        return tail == 0 ? string.Concat([lead, vowel]) : string.Concat([lead, vowel, (char)(0x11A7 + tail)]);
    }
}

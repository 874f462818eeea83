namespace Uso.Matching.Normalise;

/// <summary>
/// A sound-alike key of one normalised token, for blocking: consonant classes in order, vowels out except that a leading vowel counts as one
/// class. Coarse on purpose (Oliwia/Olivia, Sofia/Sophia, Omar/Umar, Mohammed/Muhammad share a key). A token with letters beyond a to z is
/// its own key.
/// </summary>
internal static class PhoneticKey
{
    private const int Longest = 6;

    internal static ulong Of(ReadOnlySpan<char> token)
    {
        ulong key = 1;
        int count = 0;
        int previous = 0;
        for (int i = 0; i < token.Length; i++)
        {
            char c = token[i];
            if (!char.IsAsciiLetterLower(c))
            {
                return Hashing.Text(token) | (1UL << 63);
            }

            char next = i + 1 < token.Length ? token[i + 1] : '\0';
            if (i == 0 && ((next == 'n' && (c is 'k' or 'g')) || (next == 'r' && c == 'w')))
            {
                continue;
            }

            int code = c == 'p' && next == 'h' ? Class('f') : c == 'c' && (next is 'e' or 'i' or 'y') ? Class('s') : Class(c);
            if (code == 0)
            {
                if (i == 0)
                {
                    (key, count) = (Add(key, 1), 1);
                }

                // h and w between two consonants do not part them, a vowel does.
                previous = c is 'h' ? previous : 0;
                continue;
            }

            if (code != previous && count < Longest)
            {
                key = Add(key, code);
                count++;
            }

            previous = code;
        }

        return key;
    }

    private static ulong Add(ulong key, int code) => (key << 4) | (uint)code;

    private static int Class(char c) => c switch
    {
        'b' or 'p' => 2,
        'f' or 'v' or 'w' => 3,
        'c' or 'k' or 'q' or 'g' or 'x' => 4,
        's' or 'z' => 5,
        'j' => 6,
        'd' or 't' => 7,
        'l' => 8,
        'm' => 9,
        'n' => 10,
        'r' => 11,
        _ => 0,
    };
}

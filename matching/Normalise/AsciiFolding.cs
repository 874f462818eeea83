using System.Text;
using Uso.Matching.Normalise;

namespace Uso.Matching;

/// <summary>Letters a to z and nothing else, for usernames.</summary>
public static class AsciiFolding
{
    /// <summary>
    /// The name in the letters a to z: accents off, case off, everything else left out. Letters of scripts that do not fold (Cyrillic, Arabic,
    /// Chinese …) are left out too, so a name wholly in such a script gives the empty string and the caller falls back.
    /// </summary>
    public static string Fold(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return string.Empty;
        }

        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c < 128)
            {
                Append(text, c);
            }
            else if (LetterFolding.Fold(c) is { } folded)
            {
                foreach (char f in folded)
                {
                    Append(text, f);
                }
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, char c)
    {
        if (char.IsAsciiLetter(c))
        {
            text.Append((char)(c | 0x20));
        }
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using Uso.Matching.Normalise;

namespace Uso.Matching;

/// <summary>
/// The comparable form of a name: lower case, accents off, apostrophes out, hyphens and other separators as one space. Letters of every
/// script are kept, so a name is empty only when it held no letter. Normalising twice is normalising once. The raw value stays with the caller.
/// </summary>
public static class NameNormaliser
{
    /// <summary>The comparable form of a name; empty for null, blanks and punctuation alone.</summary>
    public static string Normalise(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return string.Empty;
        }

        char[]? rented = name.Length > 128 ? ArrayPool<char>.Shared.Rent(name.Length * 4) : null;
        Span<char> buffer = rented ?? stackalloc char[512];
        int length = 0;
        if (!TryWriteAscii(name, buffer, ref length))
        {
            length = -1;
        }

        string result = length < 0 ? WriteAny(name) : buffer[..length].SequenceEqual(name) ? name : new string(buffer[..length]);
        if (rented is not null)
        {
            ArrayPool<char>.Shared.Return(rented);
        }

        return result;
    }

    private static bool TryWriteAscii(string name, Span<char> buffer, ref int length)
    {
        bool separator = false;
        foreach (char c in name)
        {
            if (c >= 128)
            {
                return false;
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                if (separator && length > 0)
                {
                    buffer[length++] = ' ';
                }

                separator = false;
                buffer[length++] = char.IsAsciiLetterUpper(c) ? (char)(c | 0x20) : c;
            }
            else if (!LetterFolding.IsApostrophe(c))
            {
                separator = true;
            }
        }

        return true;
    }

    private static string WriteAny(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        bool separator = false;
        foreach (char c in name)
        {
            if (LetterFolding.IsDressing(c) || LetterFolding.IsApostrophe(c) || IsInvisible(c))
            {
                continue;
            }

            if (!IsPartOfName(c))
            {
                separator = true;
                continue;
            }

            if (separator && text.Length > 0)
            {
                text.Append(' ');
            }

            separator = false;
            if (c < 128)
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (LetterFolding.Fold(c) is { } folded)
            {
                text.Append(folded);
            }
            else
            {
                text.Append(char.ToLowerInvariant(c));
            }
        }

        return text.ToString();
    }

    // Surrogates: letters beyond the basic plane stay as they are.
    private static bool IsPartOfName(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    // Zero-width joiners, direction marks, soft hyphens: copied from documents, seen by nobody.
    private static bool IsInvisible(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}

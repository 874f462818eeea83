using System.Text;
using Uso.Matching.Normalise;

namespace Uso.Matching;

/// <summary>Names of schools as people type them: case, accents, punctuation, "&amp;" and "Saint" do not tell schools apart.</summary>
public static class SchoolName
{
    /// <summary>Words in lower case, one blank between them. Twice the same as once.</summary>
    public static string Normalise(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var text = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            if (c == '&')
            {
                text.Append(" and ");
            }
            else if (LetterFolding.Fold(c) is { } folded)
            {
                text.Append(folded);
            }
            else if (char.IsLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (c != '.' && !LetterFolding.IsApostrophe(c) && !LetterFolding.IsDressing(c))
            {
                text.Append(' ');
            }
        }

        string[] words = text.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return string.Join(' ', words.Select(word => word == "saint" ? "st" : word));
    }
}

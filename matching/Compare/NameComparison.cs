using Uso.Matching.Normalise;

namespace Uso.Matching.Compare;

/// <summary>Compares two names; symmetric.</summary>
internal static class NameComparison
{
    private const double Alike = 0.88;
    private const double AlikeWhenSoundingAlike = 0.78;

    internal static NameLevel First(NameForm a, NameForm b) => Compare(a, b, first: true);

    internal static NameLevel Last(NameForm a, NameForm b) => Compare(a, b, first: false);

    private static NameLevel Compare(NameForm a, NameForm b, bool first)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            return NameLevel.Missing;
        }

        if (a.SameAs(b))
        {
            return NameLevel.Same;
        }

        if (a.Tokens.Length > 1 || b.Tokens.Length > 1)
        {
            if (IsPart(a, b) || IsPart(b, a))
            {
                // A first name is part of another when it leads it; someone who goes by a middle name is a question.
                if (!first || a.Tokens[0] == b.Tokens[0])
                {
                    return NameLevel.Part;
                }
            }

            // What stands behind a name that brothers share is the name: "Mohammed Adam" is Adam, and "Muhammad Adam" too.
            if (first && a.Shared + b.Shared > 0 && !a.IsAllShared && a.Tokens.AsSpan(a.Shared).SequenceEqual(b.Tokens.AsSpan(b.Shared)))
            {
                return NameLevel.Part;
            }

            // "Mary Anne" and "Mary Ann" are one name, "Mohammed Ali" and "Muhammad Yusuf" share a word.
            if (OnlyDifference(a, b) is { } at && Words(a, at, b, at) is > NameLevel.Different and var only)
            {
                return only;
            }

            if (first ? IsPart(a, b) || IsPart(b, a) || Words(a, 0, b, 0) > NameLevel.Different : AnyWordsNear(a, b))
            {
                return NameLevel.Word;
            }
        }

        NameLevel level = Near(a.Joined, a.Sounds, b.Joined, b.Sounds);
        return level == NameLevel.Different && first && IsInitial(a, b) ? NameLevel.Initial : level;
    }

    // Where as many words stand on both sides and all but one are equal, the place of that one.
    private static int? OnlyDifference(NameForm a, NameForm b)
    {
        if (a.Tokens.Length != b.Tokens.Length)
        {
            return null;
        }

        int? at = null;
        for (int i = 0; i < a.Tokens.Length; i++)
        {
            if (a.Tokens[i] != b.Tokens[i])
            {
                if (at is not null)
                {
                    return null;
                }

                at = i;
            }
        }

        return at;
    }

    // Every token of the first is among the other's; the tokens carry at least a word of two letters.
    private static bool IsPart(NameForm part, NameForm whole)
    {
        bool word = false;
        foreach (string token in part.Tokens)
        {
            if (Array.IndexOf(whole.Tokens, token) < 0)
            {
                return false;
            }

            word |= token.Length > 1;
        }

        return word;
    }

    private static bool AnyWordsNear(NameForm a, NameForm b)
    {
        for (int i = 0; i < a.Tokens.Length; i++)
        {
            for (int j = 0; j < b.Tokens.Length; j++)
            {
                if (a.Tokens[i].Length > 2 && b.Tokens[j].Length > 2 && Words(a, i, b, j) > NameLevel.Different)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static NameLevel Words(NameForm a, int i, NameForm b, int j) => a.Tokens[i] == b.Tokens[j] ? NameLevel.Same
        : Near(a.Tokens[i], a.Sounds.AsSpan(i, 1), b.Tokens[j], b.Sounds.AsSpan(j, 1));

    private static NameLevel Near(string a, ReadOnlySpan<ulong> soundsOfA, string b, ReadOnlySpan<ulong> soundsOfB)
    {
        if (Spellings.AreOne(a, b))
        {
            return NameLevel.Spelling;
        }

        // Rhymes (Riya and Diya, Jayden and Kayden) are other names, so the first letters agree.
        if (a[0] == b[0] && Math.Min(a.Length, b.Length) >= 2 && Math.Max(a.Length, b.Length) >= 3 && OneSlip.Apart(a, b))
        {
            return NameLevel.Slip;
        }

        if (Nicknames.Related(a, b))
        {
            return NameLevel.Nickname;
        }

        if (Math.Min(a.Length, b.Length) >= 3 && (a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal)))
        {
            return NameLevel.Alike;
        }

        double similarity = JaroWinkler.Similarity(a, b);
        return similarity >= Alike
            || (similarity >= AlikeWhenSoundingAlike && soundsOfA.Length == 1 && soundsOfB.Length == 1 && soundsOfA[0] == soundsOfB[0])
            ? NameLevel.Alike : NameLevel.Different;
    }

    private static bool IsInitial(NameForm a, NameForm b) =>
        a.Tokens[0][0] == b.Tokens[0][0] && (a.Joined.Length == 1 || b.Joined.Length == 1);
}

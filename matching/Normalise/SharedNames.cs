namespace Uso.Matching.Normalise;

/// <summary>
/// Names that lead a compound first name and that brothers or sisters share: Muhammad in all its spellings, Abdul, Syed, Nur. Whom a family
/// means is said by what follows.
/// </summary>
internal static class SharedNames
{
    private static readonly HashSet<ulong> Sounds =
        [.. "muhammad mohammed mohd md abdul abd abu syed sayed nur noor bibi".Split(' ').Select(name => PhoneticKey.Of(name))];

    /// <summary>How many words at the head of a name are such.</summary>
    internal static int CountAtHead(string[] tokens, ulong[] sounds)
    {
        int count = 0;
        while (count < tokens.Length && Sounds.Contains(sounds[count]) && !SoundsLikeOne(tokens[count]))
        {
            count++;
        }

        return count;
    }

    // Abdullah sounds like Abdul, and is a name by itself.
    private static bool SoundsLikeOne(string token) => Spellings.AreOne(token, "abdullah");
}

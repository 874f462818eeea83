using System.Collections.Frozen;

namespace Uso.Matching.Normalise;

/// <summary>Groups of normalised names, one a line; a name can be in several.</summary>
internal sealed class NameGroups(string lines)
{
    private readonly FrozenDictionary<string, int[]> _groupsOf = lines.Split('\n')
        .SelectMany((line, group) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(name => (name, group)))
        .GroupBy(entry => entry.name, entry => entry.group)
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Distinct().ToArray());

    /// <summary>Whether two names share a group.</summary>
    internal bool Share(string one, string other)
    {
        if (!_groupsOf.TryGetValue(one, out int[]? ones) || !_groupsOf.TryGetValue(other, out int[]? others))
        {
            return false;
        }

        foreach (int group in ones)
        {
            if (Array.IndexOf(others, group) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}

using Uso.Matching.Index;

namespace Uso.Matching.Score;

/// <summary>How much of each school's pupils' accounts a batch has claimed by the rules.</summary>
internal sealed class ClaimedSchools
{
    private const int FewestOfAnExport = 20;
    private readonly Dictionary<int, int> _claimed = [];

    internal ClaimedSchools(People people, IEnumerable<int> claimed)
    {
        foreach (int person in claimed)
        {
            // Pupils, as the counts of a school's accounts are: its staff say nothing about whose a pupil's account is.
            if (people[person].Identity is { Kind: MatchKind.Pupil, School: var school })
            {
                _claimed[school] = _claimed.GetValueOrDefault(school) + 1;
            }
        }
    }

    /// <summary>Whether the batch claimed so many of a school's accounts that it is the school's whole export.</summary>
    internal bool IsWhole(int school, int accounts) =>
        _claimed.GetValueOrDefault(school) is var claimed && claimed >= FewestOfAnExport && 2 * claimed > accounts;

    /// <summary>How likely an account of the school stays unclaimed though its owner is somebody else: 1 where the batch claimed nobody there.</summary>
    internal double Unclaimed(int school, int accounts) =>
        Math.Min(1, (accounts - _claimed.GetValueOrDefault(school) + 1.0) / (accounts + 1.0));
}

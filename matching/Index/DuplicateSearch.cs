using Uso.Matching.Compare;
using Uso.Matching.Rules;

namespace Uso.Matching.Index;

/// <summary>
/// Goes through an index once and finds accounts that are likely one person's, through the same blocks as a match. A block beyond
/// <see cref="CandidateSearch.LargestBlock"/> is skipped: what hundreds share tells nobody apart, and no block is quadratic in the size of a town.
/// </summary>
internal sealed class DuplicateSearch(People people, Postings postings, int most)
{
    private readonly List<(int Rank, int One, int Other, Comparison Comparison)> _found = [];
    private readonly int[] _block = new int[CandidateSearch.LargestBlock];
    private readonly HashSet<int> _met = [];

    /// <summary>Comparisons made: the measure of work.</summary>
    internal long Comparisons { get; private set; }

    /// <summary>The strongest pairs; the answer does not depend on the order in which accounts came into the index.</summary>
    internal IReadOnlyList<AccountDuplicate> Find()
    {
        for (int person = 0; person < people.Count; person++)
        {
            if (people[person].Username is not null)
            {
                Search(person);
                if (_found.Count > 2 * most)
                {
                    Trim();
                }
            }
        }

        Trim();
        return [.. _found.Select(Pair)];
    }

    private void Search(int person)
    {
        _met.Clear();
        var keys = BlockKeys.ToProbe(people[person].Identity);
        for (int i = 0; i < keys.Count; i++)
        {
            foreach (int other in _block.AsSpan(0, Collect(keys.Key(i))))
            {
                if (IsMine(person, other) && _met.Add(other))
                {
                    Compare(person, other);
                }
            }
        }
    }

    // A pair is met from both sides and counts from one. Somebody without a date of birth seeks among everybody of the name, somebody with one only
    // among those without: the latter is the side where the block is the smaller.
    private bool IsMine(int person, int other)
    {
        if (person == other || people[person].Identity.Kind != people[other].Identity.Kind)
        {
            return false;
        }

        bool dated = people[person].Identity.DateOfBirth >= 0;
        return dated == people[other].Identity.DateOfBirth >= 0 ? string.CompareOrdinal(people[person].Username, people[other].Username) < 0 : dated;
    }

    private void Compare(int one, int other)
    {
        Comparisons++;
        var comparison = Comparison.Of(people[one].Identity, people[other].Identity);
        if (DuplicateRules.For(people[one].Identity.Kind, comparison) is { } rule)
        {
            _found.Add((Array.IndexOf(DuplicateRules.All, rule), one, other, comparison));
        }
    }

    // None of a block that is too large.
    private int Collect(ulong key)
    {
        int size = 0;
        for (var block = postings.Of(key); block.MoveNext();)
        {
            if (people[block.Current].Username is null)
            {
                continue;
            }

            if (size == _block.Length)
            {
                return 0;
            }

            _block[size++] = block.Current;
        }

        return size;
    }

    private void Trim()
    {
        _found.Sort((a, b) =>
        {
            int byRank = a.Rank.CompareTo(b.Rank);
            int byFirst = byRank != 0 ? byRank : string.CompareOrdinal(Names(a).First, Names(b).First);
            return byFirst != 0 ? byFirst : string.CompareOrdinal(Names(a).Second, Names(b).Second);
        });
        if (_found.Count > most)
        {
            _found.RemoveRange(most, _found.Count - most);
        }
    }

    private (string First, string Second) Names((int, int One, int Other, Comparison) pair)
    {
        (string one, string other) = (people[pair.One].Username!, people[pair.Other].Username!);
        return string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
    }

    private AccountDuplicate Pair((int Rank, int One, int Other, Comparison Comparison) pair)
    {
        (string first, string second) = Names(pair);
        (int one, int other) = people[pair.One].Username == first ? (pair.One, pair.Other) : (pair.Other, pair.One);
        return new AccountDuplicate(
            first,
            second,
            people[one].Identity.Kind,
            DuplicateRules.All[pair.Rank],
            pair.Comparison.ToEvidence(),
            EvidenceWords.Of(people[one].Identity, people[other].Identity, pair.Comparison));
    }
}

using Uso.Matching.Compare;
using Uso.Matching.Rules;

namespace Uso.Matching.Index;

/// <summary>Finds the accounts in a record's net, through the blocks, each block bounded.</summary>
internal sealed class CandidateSearch
{
    /// <summary>
    /// The most people of one block that are compared with a record. A block beyond it says nothing: when hundreds share the evidence, the
    /// evidence does not tell people apart. Which people a bigger block holds is never left to chance: it is skipped whole, and where it could
    /// hold the very person (<see cref="BlockKind.DateAndNames"/>, <see cref="BlockKind.Names"/>) the record goes to a human.
    /// </summary>
    internal const int LargestBlock = 512;

    /// <summary>How many of a crowd a human is shown.</summary>
    private const int Representatives = 8;

    private readonly int[] _block = new int[LargestBlock];
    private readonly List<Found> _found = [];
    private readonly Dictionary<ulong, int[]> _crowds = [];
    private readonly Dictionary<ulong, int> _namesakes = [];

    // By person: the search that met them last. A search's own, so that several can run at once over one index.
    private int[] _seen = [];
    private int _search;
    private Func<string, bool>? _sees;

    /// <summary>Comparisons made so far: the measure of work.</summary>
    internal long Comparisons { get; private set; }

    /// <summary>Block entries visited so far.</summary>
    internal long Visits { get; private set; }

    /// <summary>Whether somebody else says who counts; what they answer from may not bear several threads.</summary>
    internal bool IsSelective => _sees is not null;

    /// <summary>The index changed, or who asks: what is known of crowds is stale.</summary>
    /// <param name="sees">The usernames that count, for one who may not know of the others; all when null.</param>
    internal void Reset(Func<string, bool>? sees = null)
    {
        _crowds.Clear();
        _namesakes.Clear();
        _sees = sees;
    }

    /// <summary>Adds another search's work to the measure of this one's.</summary>
    internal void Count(CandidateSearch other)
    {
        Comparisons += other.Comparisons;
        Visits += other.Visits;
    }

    internal Found[] Search(People people, Postings postings, in Identity record, out bool crowded)
    {
        crowded = false;
        _found.Clear();
        if (_seen.Length < people.Count)
        {
            Array.Resize(ref _seen, people.Count + (people.Count / 8));
        }

        if (++_search == int.MaxValue)
        {
            // Two thousand million records later: start the marks again.
            _search = 1;
            Array.Clear(_seen);
        }

        var keys = BlockKeys.ToProbe(record);
        for (int i = 0; i < keys.Count; i++)
        {
            int size = Collect(people, postings.Of(keys.Key(i)));
            if (size <= LargestBlock)
            {
                Compare(people, _block.AsSpan(0, size), record);
            }
            else if (keys.Kind(i) is BlockKind.DateAndNames or BlockKind.Names)
            {
                crowded = true;
                Compare(people, Crowd(people, postings, keys.Key(i)), record);
            }
        }

        return _found.Count == 0 ? [] : [.. _found];
    }

    /// <summary>Whether a record's blocks hold a person and are small enough to be compared.</summary>
    internal bool Compares(People people, Postings postings, in Identity record, int person)
    {
        Search(people, postings, record, out _);
        return _seen[person] == _search;
    }

    /// <summary>Whether anybody but one account has the names of a record, or names near them; a crowd is taken to hold one.</summary>
    internal bool HasNamesake(People people, Postings postings, in Identity record, int except)
    {
        var keys = BlockKeys.OfNames(record);
        for (int i = 0; i < keys.Count; i++)
        {
            int size = Collect(people, postings.Of(keys.Key(i)));
            if (size > LargestBlock)
            {
                return true;
            }

            foreach (int person in _block.AsSpan(0, size))
            {
                Comparisons++;
                if (person != except && Comparison.Of(record, people[person].Identity).NamesNear)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How many accounts have two names that sound like a record's; of a compound surname, like its commonest part.</summary>
    internal int WithNamesLike(People people, Postings postings, in Identity record)
    {
        int most = 0;
        var keys = BlockKeys.OfNames(record);
        for (int i = 0; i < keys.Count; i++)
        {
            if (!_namesakes.TryGetValue(keys.Key(i), out int count))
            {
                var block = postings.Of(keys.Key(i));
                while (block.MoveNext())
                {
                    Visits++;
                    count += Counts(people, block.Current) ? 1 : 0;
                }

                // Walked once per batch.
                _namesakes.Add(keys.Key(i), count);
            }

            most = Math.Max(most, count);
        }

        return most;
    }

    // Fills _block with the living who count; more than LargestBlock: one more than it.
    private int Collect(People people, Postings.Enumerator block)
    {
        int size = 0;
        while (block.MoveNext())
        {
            Visits++;
            if (!Counts(people, block.Current))
            {
                continue;
            }

            if (size == LargestBlock)
            {
                return size + 1;
            }

            _block[size++] = block.Current;
        }

        return size;
    }

    private bool Counts(People people, int person) => people[person].Username is { } username && (_sees is null || _sees(username));

    // The first of a crowd by username: the same whatever the order they came in. Walked once per batch.
    private int[] Crowd(People people, Postings postings, ulong key)
    {
        if (!_crowds.TryGetValue(key, out int[]? crowd))
        {
            var all = new List<int>();
            var block = postings.Of(key);
            while (block.MoveNext())
            {
                Visits++;
                if (Counts(people, block.Current))
                {
                    all.Add(block.Current);
                }
            }

            all.Sort((a, b) => string.CompareOrdinal(people[a].Username, people[b].Username));
            crowd = [.. all.Take(Representatives)];
            _crowds.Add(key, crowd);
        }

        return crowd;
    }

    private void Compare(People people, ReadOnlySpan<int> block, in Identity record)
    {
        foreach (int index in block)
        {
            if (_seen[index] == _search)
            {
                continue;
            }

            _seen[index] = _search;
            ref People.Person person = ref people[index];
            if (person.Identity.Kind != record.Kind)
            {
                continue;
            }

            Comparisons++;
            var comparison = Comparison.Of(record, person.Identity);
            if (Net.Holds(comparison))
            {
                _found.Add(new Found(index, person.Username!, comparison));
            }
        }
    }
}

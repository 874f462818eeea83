using System.Runtime.InteropServices;
using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Rules;

/// <summary>Records without an account that are each other: the same child twice in one extract must not become two accounts.</summary>
internal sealed class BatchDuplicates(Identity[] records)
{
    /// <summary>In a bigger group only equal names are looked at, not near ones.</summary>
    private const int Most = 64;

    /// <summary>Calls back for every record that has a double among <paramref name="among"/>.</summary>
    internal void Find(List<int> among, Action<int> found)
    {
        if (among.Count < 2)
        {
            return;
        }

        Equal(among, found, record => records[record].UpnStatus == UpnStatus.Permanent ? records[record].Upn : 0);
        Equal(among, found, record => records[record] switch
        {
            // Staff without a date of birth: names and school are all there is.
            { DateOfBirth: < 0, Kind: MatchKind.Pupil } => 0,
            { First.IsEmpty: true, Last.IsEmpty: true } => 0,
            { DateOfBirth: < 0 } r => Hashing.Combine(r.First.Hash, Hashing.Combine(r.Last.Hash, (ulong)(uint)r.School)),
            var r => Hashing.Combine(r.First.Hash, Hashing.Combine(r.Last.Hash, (ulong)r.DateOfBirth)) ^ (ulong)r.Kind,
        });
        // By surname alone, nicknames meet; where a surname is too common on that day, the sounds of both names.
        Near(among, found, r => Hashing.Combine(r.Last.Sounds[^1], (ulong)r.DateOfBirth));
        Near(among, found, r => Hashing.Combine(Hashing.Combine(r.First.Sounds[0], r.Last.Sounds[^1]), (ulong)r.DateOfBirth));
    }

    private static void Equal(List<int> among, Action<int> found, Func<int, ulong> keyOf)
    {
        var first = new Dictionary<ulong, int>(among.Count);
        foreach (int record in among)
        {
            ulong key = keyOf(record);
            if (key != 0 && !first.TryAdd(key, record))
            {
                found(first[key]);
                found(record);
            }
        }
    }

    private void Near(List<int> among, Action<int> found, Func<Identity, ulong> keyOf)
    {
        // Chains through arrays: most of an intake has no double, and should cost little.
        var heads = new Dictionary<ulong, (int Head, int Count)>(among.Count);
        int[] next = new int[among.Count];
        for (int i = 0; i < among.Count; i++)
        {
            ref readonly Identity r = ref records[among[i]];
            if (r.DateOfBirth < 0 || r.First.IsEmpty || r.Last.IsEmpty)
            {
                continue;
            }

            ref (int Head, int Count) group = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, keyOf(r), out _);
            next[i] = group.Head;
            group = (i + 1, group.Count + 1);
        }

        foreach ((int head, int count) in heads.Values)
        {
            if (count is < 2 or > Most)
            {
                continue;
            }

            for (int a = head; a != 0; a = next[a - 1])
            {
                for (int b = next[a - 1]; b != 0; b = next[b - 1])
                {
                    if (AreDoubles(records[among[a - 1]], records[among[b - 1]]))
                    {
                        found(among[a - 1]);
                        found(among[b - 1]);
                    }
                }
            }
        }
    }

    private static bool AreDoubles(in Identity a, in Identity b)
    {
        if (a.Kind != b.Kind)
        {
            return false;
        }

        // Two UPNs and two first names: twins whose parents liked the sound.
        var c = Comparison.Of(a, b);
        return c.NamesNear && (c.Upn != UpnRelation.Conflict || c.NamesAgree);
    }
}

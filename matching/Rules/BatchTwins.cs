using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Rules;

/// <summary>The records of a batch by date of birth and the sound of their surnames: where a record's twin is sought.</summary>
internal sealed class BatchTwins
{
    /// <summary>When more share a surname and a birthday, a twin is taken for granted.</summary>
    private const int Most = 64;
    private readonly Dictionary<ulong, List<int>> _byBirthday = [];
    private readonly Identity[] _records;

    internal BatchTwins(Identity[] records)
    {
        _records = records;
        for (int i = 0; i < records.Length; i++)
        {
            foreach (ulong sound in records[i].Last.Sounds)
            {
                if (records[i].DateOfBirth >= 0)
                {
                    ulong key = Key(records[i], sound);
                    if (!_byBirthday.TryGetValue(key, out List<int>? people))
                    {
                        _byBirthday.Add(key, people = new List<int>(1));
                    }

                    people.Add(i);
                }
            }
        }
    }

    /// <summary>Whether another record has the same surname and birthday.</summary>
    /// <param name="near">Only one whose first name is near this one's.</param>
    internal bool Has(int record, bool near)
    {
        ref readonly Identity me = ref _records[record];
        if (me.DateOfBirth < 0)
        {
            return false;
        }

        foreach (ulong sound in me.Last.Sounds)
        {
            List<int> people = _byBirthday[Key(me, sound)];
            if (people.Count > Most)
            {
                return true;
            }

            foreach (int other in people)
            {
                if (other != record && _records[other].Kind == me.Kind
                    && NameComparison.Last(me.Last, _records[other].Last).Agrees
                    && (!near || NameComparison.First(me.First, _records[other].First).IsNear))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ulong Key(in Identity person, ulong sound) => Hashing.Combine(sound, (ulong)person.DateOfBirth);
}

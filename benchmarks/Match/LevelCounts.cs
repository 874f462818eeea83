using Uso.Matching;
using Uso.Matching.Compare;

namespace Uso.Benchmarks.Match;

/// <summary>How often each level came up among pairs of one kind.</summary>
internal sealed class LevelCounts
{
    private readonly int[] _first = new int[Enum.GetValues<NameLevel>().Length];
    private readonly int[] _last = new int[Enum.GetValues<NameLevel>().Length];
    private readonly int[] _date = new int[Enum.GetValues<DateLevel>().Length];
    private readonly int[] _upn = new int[Enum.GetValues<UpnRelation>().Length];
    private int _swapped;
    private int _sameSchool;
    private int _weakUpns;

    internal int Pairs { get; private set; }

    internal double SameSchool => Share(_sameSchool, Pairs, 2);

    internal double Swapped => Share(_swapped, Pairs, 2);

    internal Dictionary<NameLevel, double> First => Shares(_first, NameLevel.Different);

    internal Dictionary<NameLevel, double> Last => Shares(_last, NameLevel.Different);

    internal Dictionary<DateLevel, double> Date => Shares(_date, DateLevel.Different);

    /// <summary>Of pairs with two permanent UPNs the same and the different; of pairs with two UPNs that are not both permanent the same.</summary>
    internal Dictionary<UpnRelation, double> Upn
    {
        get
        {
            int permanent = _upn[(int)UpnRelation.Same] + _upn[(int)UpnRelation.Conflict];
            return new()
            {
                [UpnRelation.Same] = Share(_upn[(int)UpnRelation.Same], permanent, 2),
                [UpnRelation.Conflict] = Share(_upn[(int)UpnRelation.Conflict], permanent, 2),
                [UpnRelation.SameWeak] = Share(_upn[(int)UpnRelation.SameWeak], _weakUpns, 2),
            };
        }
    }

    internal void Add(MatchRecord record, MatchAccount account)
    {
        Comparison c = PairComparer.Levels(record, account);
        Pairs++;
        _sameSchool += c.SameSchool ? 1 : 0;
        _date[(int)c.Date]++;
        _upn[(int)c.Upn]++;
        _weakUpns += record.Upn is not null && account.Upn is not null && c.Upn is UpnRelation.SameWeak or UpnRelation.Unknown ? 1 : 0;
        if (c.Swapped)
        {
            _swapped++;
        }
        else
        {
            _first[(int)c.First]++;
            _last[(int)c.Last]++;
        }
    }

    internal static double Round(double value) => value == 0 ? 0 : Math.Round(value, 3 - (int)Math.Ceiling(Math.Log10(value)));

    // Half a pair more of each, so that nothing is impossible because it was not seen.
    private static double Share(int count, int of, int levels) => Round((count + 0.5) / (of + (0.5 * levels)));

    private static Dictionary<TLevel, double> Shares<TLevel>(int[] counts, TLevel from)
        where TLevel : struct, Enum
    {
        int first = Convert.ToInt32(from, System.Globalization.CultureInfo.InvariantCulture);
        int all = counts.Skip(first).Sum();
        return Enumerable.Range(first, counts.Length - first)
            .ToDictionary(level => (TLevel)Enum.ToObject(typeof(TLevel), level), level => Share(counts[level], all, counts.Length - first));
    }
}

using Uso.Matching.Compare;
using Uso.Matching.Index;

namespace Uso.Matching.Rules;

/// <summary>The order in which a human sees candidates: agreement added up, ties by username. It decides nothing.</summary>
internal static class Ranking
{
    internal static int Compare(Found a, Found b)
    {
        int byWeight = Weight(b.Comparison).CompareTo(Weight(a.Comparison));
        return byWeight != 0 ? byWeight : string.CompareOrdinal(a.Username, b.Username);
    }

    /// <summary>By the weight of evidence.</summary>
    internal static int ByWeight(Found a, Found b)
    {
        int byBits = b.Bits.GetValueOrDefault().CompareTo(a.Bits.GetValueOrDefault());
        return byBits != 0 ? byBits : Compare(a, b);
    }

    private static int Weight(in Comparison c)
    {
        int weight = c.Swapped ? 8 : Weight(c.First) + Weight(c.Last);
        weight += c.Date switch { DateLevel.Same => 6, DateLevel.Near => 4, DateLevel.Partial => 2, DateLevel.Different => -2, _ => 0 };
        weight += c.Upn switch { UpnRelation.Same => 8, UpnRelation.SameWeak => 2, UpnRelation.Conflict => -4, _ => 0 };
        return weight + (c.SameSchool ? 2 : 0);
    }

    private static int Weight(NameLevel level) => level switch
    {
        NameLevel.Same => 5,
        NameLevel.Part => 4,
        NameLevel.Different => -2,
        NameLevel.Missing => 0,
        _ => 3,
    };
}

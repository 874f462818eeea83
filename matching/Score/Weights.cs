using Uso.Matching.Compare;
using Uso.Matching.Index;

namespace Uso.Matching.Score;

/// <summary>Weighs the candidates of one index.</summary>
internal sealed class Weights(Scorer scorer, PopulationCounts population)
{
    internal double LinkAbove => scorer.Parameters.LinkAbove;

    internal double AskAbove => scorer.Parameters.AskAbove;

    internal int AtSchool(int school) => population.AtSchool(school);

    /// <param name="namesLike">Accounts with two names that sound like the record's.</param>
    /// <param name="claimed">Where the batch has found the owners of most of a school's accounts, one nobody claimed is likelier the record's.</param>
    internal double Of(in Identity record, in Identity account, in Comparison c, int namesLike, ClaimedSchools claimed) =>
        scorer.Bits(c, population.Of(record, account, Math.Max(namesLike - 1, 0), scorer.Parameters))
            - Math.Log2(claimed.Unclaimed(account.School, population.AtSchool(account.School)));

    /// <summary>By how many bits the first candidate leads all others together, nobody among them.</summary>
    internal static double LeadOfFirst(ReadOnlySpan<Found> likeliestFirst)
    {
        double others = 1;
        foreach (Found other in likeliestFirst[1..])
        {
            others += Math.Pow(2, other.Bits.GetValueOrDefault());
        }

        return likeliestFirst[0].Bits.GetValueOrDefault() - Math.Log2(others);
    }
}

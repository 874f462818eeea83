using Uso.Matching;

namespace Uso.Grains.Matching;

/// <summary>
/// One verdict from those of several LAs: the school's own and its neighbours'. The best one stands only where no other LA knows somebody who could be the person
/// just as well, and an account is made only where nobody is like them anywhere. Pure.
/// </summary>
internal static class LocalVerdicts
{
    /// <summary>How many candidates a person is shown.</summary>
    private const int MostCandidates = 10;

    /// <param name="own">What the school's own LA says.</param>
    /// <param name="neighbours">What each neighbour says. Their order is the order of candidates that are nothing to choose between.</param>
    public static MatchAnswer Merge(MatchAnswer own, IReadOnlyList<MatchAnswer> neighbours)
    {
        MatchAnswer[] all = [own, .. neighbours];
        var links = all.Where(answer => answer.Verdict is MatchVerdict.Linked).ToList();
        var reviews = all.Where(answer => answer.Verdict is MatchVerdict.Review).ToList();
        if (links.Count == 0)
        {
            return reviews.Count == 0 ? own : Review(reviews[0].Rule, all);
        }

        var link = links[0];
        if (links.Exists(other => other.Username != link.Username) || reviews.Exists(review => MayBeAnother(review, link)))
        {
            return Review(MatchRules.Rival, all);
        }

        // One account in two LAs, as staff have who work in both: what forbids the link in one forbids it.
        if (reviews.Find(review => review.Candidates.Any(candidate => candidate.Username == link.Username && !candidate.Vetoes.IsEmpty)) is { } forbidding)
        {
            return Review(forbidding.Rule, all);
        }

        // The weight was taken among the people of one LA: it stands only for names that nobody else around has.
        return link.Rule == MatchRules.WeightOfEvidence && all.Any(answer => answer != link && answer.HasNamesake)
            ? Review(MatchRules.Namesake, all)
            : link;
    }

    /// <summary>Two different good UPNs are two people; whoever else is like the person may be them, and so may anybody of a crowd.</summary>
    private static bool MayBeAnother(MatchAnswer review, MatchAnswer link) =>
        review.Candidates.IsEmpty
        || review.Candidates.Any(candidate => candidate.Username != link.Username && !candidate.Vetoes.Contains(MatchRules.UpnConflict));

    /// <summary>Every LA's best first, then every LA's second: each has ranked its own.</summary>
    private static MatchAnswer Review(string rule, MatchAnswer[] all)
    {
        var ranked = all
            .SelectMany(answer => answer.Candidates.Select((candidate, rank) => (answer.Verdict, candidate, rank)))
            .OrderBy(one => one.Verdict is MatchVerdict.Linked ? 0 : 1)
            .ThenBy(one => one.rank)
            .Select(one => one.candidate)
            .DistinctBy(candidate => candidate.Username);
        return new MatchAnswer { Verdict = MatchVerdict.Review, Rule = rule, Candidates = [.. ranked.Take(MostCandidates)] };
    }
}

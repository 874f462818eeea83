using Uso.Matching.Compare;
using Uso.Matching.Index;
using Uso.Matching.Score;

namespace Uso.Matching.Rules;

/// <summary>What is said of each record, and why.</summary>
internal sealed partial class BatchMatcher
{
    /// <summary>How many candidates a human is shown.</summary>
    private const int MostCandidates = 10;

    private MatchDecision Decision(int record, HashSet<int> doubles)
    {
        string id = _batch[record].Id;
        (string? rule, int candidate) = _links[record];
        if (rule is not null)
        {
            Found linked = _nets[record][candidate];
            return new MatchDecision(id, MatchOutcome.Linked, rule, [Candidate(record, linked, [], Weights.LeadOfFirst(_nets[record]))]);
        }

        Found[] net = _nets[record];
        int asked = Asked(record);
        if (asked == 0)
        {
            return doubles.Contains(record) ? new MatchDecision(id, MatchOutcome.Review, MatchRules.BatchDuplicate, [])
                : _crowded[record] ? new MatchDecision(id, MatchOutcome.Review, MatchRules.Crowded, [])
                : new MatchDecision(id, MatchOutcome.Create, MatchRules.NobodyNear, []);
        }

        var candidates = new List<MatchCandidate>(Math.Min(asked, MostCandidates));
        for (int i = 0; i < net.Length && candidates.Count < MostCandidates; i++)
        {
            if (!IsUnlikely(record, net[i]))
            {
                string? wouldLink = LinkRules.For(_records[record].Kind, net[i].Comparison)
                    ?? (i == 0 && _records[record].Kind == MatchKind.Pupil ? MatchRules.WeightOfEvidence : null);
                candidates.Add(Candidate(record, net[i], VetoesOf(record, i, wouldLink)));
            }
        }

        string reason = _reasons.GetValueOrDefault(record)
            ?? (candidates[0].Vetoes.Count > 0 ? candidates[0].Vetoes[0] : _crowded[record] ? MatchRules.Crowded : MatchRules.Doubtful);
        return new MatchDecision(id, MatchOutcome.Review, reason, candidates);
    }

    private MatchCandidate Candidate(int record, Found found, IReadOnlyList<string> vetoes, double lead = 0) => new(found.Username, found.Comparison.ToEvidence(), vetoes)
    {
        Score = found.Bits,
        Lead = lead,
        Pair = new Pair(_records, record, _people, found),
    };
}

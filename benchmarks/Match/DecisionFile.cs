using System.Globalization;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>What was decided, candidate by candidate, for whoever wants to know why: tab-separated.</summary>
internal static class DecisionFile
{
    internal static void Write(string path, IReadOnlyList<MatchDecision> decisions, Func<string, string> truthOf)
    {
        using var file = new StreamWriter(path);
        file.WriteLine("id\toutcome\trule\ttruth\tusername\tbits\tvetoes\twords");
        foreach (MatchDecision decision in decisions)
        {
            foreach (MatchCandidate? candidate in decision.Candidates.DefaultIfEmpty())
            {
                file.WriteLine(string.Join('\t',
                [
                    decision.Id, decision.Outcome.ToString(), decision.Rule, truthOf(decision.Id), candidate?.Username,
                    candidate?.Score?.ToString("0.0", CultureInfo.InvariantCulture), string.Join(' ', candidate?.Vetoes ?? []), candidate?.Words,
                ]));
            }
        }
    }
}

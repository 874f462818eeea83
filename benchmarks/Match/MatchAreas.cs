using System.Globalization;
using System.Text.Json;
using Uso.Benchmarks.Match.World;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>
/// How the rules do on invented areas of every kind that the thresholds were chosen for and some that they were not, with seeds that nothing was
/// estimated on. A line per kind; every wrong link is printed with its evidence. The last line printed is one JSON object over all areas, its
/// figures named as those of <c>./bench match</c>.
/// </summary>
public static class MatchAreas
{
    private static readonly (string Name, WorldOptions Options)[] Kinds =
    [
        ("half the errors", new() { Seed = 0, Errors = 0.5 }),
        ("as assumed", new() { Seed = 0 }),
        ("twice the errors", new() { Seed = 0, Errors = 2 }),
        ("three times the errors", new() { Seed = 0, Errors = 3 }),
        ("many twins and siblings", new() { Seed = 0, Twins = 3, Siblings = 1.5 }),
        ("many names from elsewhere", new() { Seed = 0, Mix = 3 }),
        ("few UPNs", new() { Seed = 0, NoUpn = 0.3 }),
        ("many newcomers", new() { Seed = 0, New = 0.4 }),
        ("few UPNs, many twins and errors", new() { Seed = 0, NoUpn = 0.3, Twins = 3, Siblings = 1.5, Errors = 2 }),
    ];

    /// <summary>Runs, prints, and returns 0.</summary>
    public static int Run(ulong firstSeed, int seeds)
    {
        var total = new Tally();
        foreach ((string name, WorldOptions options) in Kinds)
        {
            var kind = new Tally();
            for (ulong seed = firstSeed; seed < firstSeed + (ulong)seeds; seed++)
            {
                LinkageWorld world = LinkageWorld.Make(options with { Seed = seed });
                var index = new AccountIndex();
                world.Accounts.ForEach(index.Upsert);
                IReadOnlyList<MatchDecision> decisions = index.Match([.. world.Records.Select(row => row.Record)]);
                foreach ((MatchDecision decision, TrueRecord row) in decisions.Zip(world.Records))
                {
                    if (decision.Outcome == MatchOutcome.Linked && decision.Candidates[0].Username != row.Account)
                    {
                        Console.WriteLine($"  wrong: seed {seed} {decision.Rule} {(row.Account is null ? "new" : "known")} {decision.Candidates[0].Score:0.0} {decision.Candidates[0].Words} [{row.Tags}]");
                    }

                    kind.Add(decision, row);
                    total.Add(decision, row);
                }
            }

            Console.WriteLine($"{name,-34} {kind}");
        }

        Console.WriteLine(JsonSerializer.Serialize(total.ToResult()));
        return 0;
    }

    /// <summary>Decisions held against the truth.</summary>
    private sealed class Tally
    {
        private readonly SortedDictionary<string, (int Auto, int All)> _groups = new(StringComparer.Ordinal);
        private int _records;
        private int _known;
        private int _right;
        private int _wrong;
        private int _duplicates;
        private int _review;
        private int _held;

        internal void Add(MatchDecision decision, TrueRecord row)
        {
            _records++;
            _known += row.Account is null ? 0 : 1;
            (int auto, int all) = _groups.GetValueOrDefault(row.Child.Group);
            _groups[row.Child.Group] = (auto + (decision.Outcome == MatchOutcome.Review ? 0 : 1), all + 1);
            switch (decision.Outcome)
            {
                case MatchOutcome.Linked when decision.Candidates[0].Username == row.Account:
                    _right++;
                    break;
                case MatchOutcome.Linked:
                    _wrong++;
                    break;
                case MatchOutcome.Create:
                    _duplicates += row.Account is null ? 0 : 1;
                    break;
                default:
                    _review++;
                    _held += decision.Candidates.Any(candidate => candidate.Username == row.Account) ? 1 : 0;
                    break;
            }
        }

        internal Dictionary<string, object> ToResult() => new()
        {
            ["records"] = _records,
            ["falseMerges"] = _wrong,
            ["falseMergesPer10k"] = Round(_wrong * 10_000.0 / _records),
            ["autoRate"] = Round(1 - ((double)_review / _records)),
            ["duplicatesPer10k"] = Round(_duplicates * 10_000.0 / _records),
            ["reviewPrecision"] = Round((double)_held / _review),
            ["linkRecall"] = Round((double)_right / _known),
            ["autoRateByGroup"] = _groups.ToDictionary(group => group.Key, group => Round((double)group.Value.Auto / group.Value.All)),
        };

        public override string ToString()
        {
            Dictionary<string, object> result = ToResult();
            var groups = (Dictionary<string, double>)result["autoRateByGroup"];
            return string.Create(CultureInfo.InvariantCulture,
                $"{_records,8} records {_wrong,3} wrong  auto {result["autoRate"]:0.0000}  doubles {result["duplicatesPer10k"],5:0.00}  precision {result["reviewPrecision"]:0.000}  recall {result["linkRecall"]:0.0000}  groups {groups.Values.Min():0.0000} ({groups.MinBy(g => g.Value).Key}) to {groups.Values.Max():0.0000} ({groups.MaxBy(g => g.Value).Key})");
        }

        private static double Round(double value) => Math.Round(value, 4);
    }
}

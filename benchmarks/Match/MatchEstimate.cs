using System.Globalization;
using System.Text.Json;
using Uso.Benchmarks.Match.World;
using Uso.Matching;
using Uso.Matching.Compare;
using Uso.Matching.Score;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Match;

/// <summary>
/// Estimates the parameters of the score on invented areas and writes them where the matching library embeds them. Levels are counted in some
/// areas, thresholds are chosen in others. Nothing of any other data set is looked at.
/// </summary>
public static class MatchEstimate
{
    /// <summary>A wrong link gives one child another child's account: it costs as much as this many questions.</summary>
    private const double WrongLink = 20;

    /// <summary>A second account of one child has to be found and merged: it costs as much as this many questions.</summary>
    private const double Duplicate = 10;

    /// <summary>
    /// Whatever it costs, no more wrong links than this per 10,000 records, and that with a confidence of 95 %. The goal is 0.1; the fifth between is kept for what
    /// real feeds do and invented ones do not.
    /// </summary>
    private const double MostWrongPer10k = 0.08;

    private const int StrangersPerRecord = 20;
    private static readonly ulong[] CountedSeeds = [11, 12, 13, 14, 15, 16, 17, 18];
    private static readonly ulong[] ThresholdSeeds = [.. Enumerable.Range(51, 24).Select(seed => (ulong)seed)];

    /// <summary>Areas of many kinds: what is chosen must do for all of them.</summary>
    private static readonly WorldOptions[] Kinds =
    [
        new() { Seed = 0, Errors = 0.5 }, new() { Seed = 0 }, new() { Seed = 0, Errors = 2 }, new() { Seed = 0, Twins = 2, Siblings = 1.5 },
        new() { Seed = 0, Mix = 3 }, new() { Seed = 0, NoUpn = 0.3 }, new() { Seed = 0, New = 0.4 },
    ];

    /// <summary>Estimates, writes the file, prints what it holds, and returns 0.</summary>
    public static int Run(string file)
    {
        Parameters parameters = Count();
        (double linkAbove, string linkNote) = ChooseLinkAbove(parameters with { LinkAbove = 0, AskAbove = double.MinValue });
        (double askAbove, string askNote) = ChooseAskAbove(parameters with { LinkAbove = linkAbove, AskAbove = double.MinValue });
        parameters = parameters with { LinkAbove = linkAbove, AskAbove = askAbove };
        parameters.MadeBy["linkAbove"] = linkNote;
        parameters.MadeBy["askAbove"] = askNote;
        File.WriteAllText(file, parameters.ToJson());
        Console.WriteLine(parameters.ToJson());
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = parameters.Version,
            ["linkAbove"] = parameters.LinkAbove,
            ["askAbove"] = parameters.AskAbove,
        }));
        return 0;
    }

    private static Parameters Count()
    {
        LevelCounts match = new(), stranger = new(), sibling = new(), twin = new();
        long records = 0;
        var upnOfStranger = new Dictionary<UpnRelation, int> { [UpnRelation.Same] = 0, [UpnRelation.SameWeak] = 0 };
        var names = new NameTally();
        foreach (ulong seed in CountedSeeds)
        {
            LinkageWorld world = LinkageWorld.Make(new WorldOptions { Seed = seed });
            names.Add(world.Accounts);
            var rng = new Rng(seed + 1000);
            var byUsername = Enumerable.Range(0, world.Accounts.Count).ToDictionary(i => world.Accounts[i].Username);
            ILookup<int, int> families = Enumerable.Range(0, world.Accounts.Count).ToLookup(i => world.Holders[i].Family);
            ILookup<string, int> upns = Enumerable.Range(0, world.Accounts.Count).Where(i => world.Accounts[i].Upn is not null).ToLookup(i => world.Accounts[i].Upn!);
            foreach (TrueRecord row in world.Records)
            {
                records++;
                if (row.Account is not null)
                {
                    match.Add(row.Record, world.Accounts[byUsername[row.Account]]);
                }

                foreach (int i in families[row.Child.Family].Where(i => world.Accounts[i].Username != row.Account && world.Holders[i] != row.Child))
                {
                    (world.Holders[i].Born == row.Child.Born ? twin : sibling).Add(row.Record, world.Accounts[i]);
                }

                foreach (int i in row.Record.Upn is null ? [] : upns[row.Record.Upn].Where(i => world.Holders[i].Family != row.Child.Family))
                {
                    upnOfStranger[PairComparer.Levels(row.Record, world.Accounts[i]).Upn]++;
                }

                for (int i = 0; i < StrangersPerRecord; i++)
                {
                    int other = rng.Next(world.Accounts.Count);
                    if (world.Holders[other].Family != row.Child.Family)
                    {
                        stranger.Add(row.Record, world.Accounts[other]);
                    }
                }
            }
        }

        Dictionary<UpnRelation, double> strangersUpn = stranger.Upn;
        foreach ((UpnRelation relation, int count) in upnOfStranger)
        {
            strangersUpn[relation] = LevelCounts.Round((count + 0.5) / (records + 1));
        }

        return new Parameters
        {
            Version = 3,
            MadeBy = new()
            {
                ["tool"] = "./bench match-estimate",
                ["counted"] = string.Create(CultureInfo.InvariantCulture,
                    $"{CountedSeeds.Length} invented areas of 20,000 pupils, seeds {CountedSeeds[0]} to {CountedSeeds[^1]}: {match.Pairs} pairs of one person, {stranger.Pairs} of strangers, {sibling.Pairs} of siblings, {twin.Pairs} of twins"),
            },
            FirstName = new() { Match = match.First, Stranger = Without(stranger.First, NameLevel.Same), Sibling = sibling.First, Twin = twin.First },
            LastName = new() { Match = match.Last, Stranger = Without(stranger.Last, NameLevel.Same), Sibling = sibling.Last, Twin = twin.Last },
            DateOfBirth = new() { Match = match.Date, Stranger = Without(stranger.Date, DateLevel.Same), Sibling = sibling.Date, Twin = twin.Date },
            Upn = new() { Match = match.Upn, Stranger = strangersUpn, Sibling = sibling.Upn, Twin = twin.Upn },
            SameSchool = new() { ["match"] = match.SameSchool, ["sibling"] = sibling.SameSchool, ["twin"] = twin.SameSchool },
            Swapped = new() { ["match"] = match.Swapped, ["sibling"] = sibling.Swapped, ["twin"] = twin.Swapped },
            Siblings = LevelCounts.Round((double)sibling.Pairs / records),
            Twins = LevelCounts.Round((double)twin.Pairs / records),
            SeenOnce = LevelCounts.Round(names.SeenOnce),
            NamesTogether = LevelCounts.Round(names.Together),
            Typical = new()
            {
                Population = 20_000,
                FirstName = LevelCounts.Round(names.TypicalFirst),
                LastName = LevelCounts.Round(names.TypicalLast),
                DateOfBirth = LevelCounts.Round(1 / (14 * 365.25)),
                School = 0.05,
            },
            LinkAbove = 0,
            AskAbove = 0,
        };
    }

    // What would be linked at even odds, by how far it leads, and whether that is right.
    private static (double Bits, string Note) ChooseLinkAbove(Parameters parameters)
    {
        var leads = new List<(double Lead, bool Right)>();
        long records = 0;
        foreach ((LinkageWorld world, MatchDecision[] decisions) in Decide(parameters))
        {
            records += decisions.Length;
            foreach ((MatchDecision decision, TrueRecord row) in decisions.Zip(world.Records).Where(pair =>
                pair.First is { Outcome: MatchOutcome.Linked } && pair.First.Candidates[0].Username != pair.Second.Account))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"wrong: {decision.Candidates[0].Lead:0.0} {decision.Rule} {(row.Account is null ? "new" : "known")} {decision.Candidates[0].Words} [{row.Tags}]"));
            }

            leads.AddRange(decisions.Zip(world.Records)
                .Where(pair => pair.First is { Outcome: MatchOutcome.Linked, Rule: MatchRules.WeightOfEvidence })
                .Select(pair => (pair.First.Candidates[0].Lead, pair.First.Candidates[0].Username == pair.Second.Account)));
        }

        double best = Enumerable.Range(0, 161).Select(step => step / 8.0)
            .MinBy(bits => (WrongLink * leads.Count(l => !l.Right && l.Lead >= bits)) + leads.Count(l => l.Right && l.Lead < bits));
        double chosen = Math.Max(best, Math.Log2(WrongLink));
        while (AtMost(leads.Count(l => !l.Right && l.Lead >= chosen)) * 10_000 / records > MostWrongPer10k)
        {
            chosen += 0.125;
        }

        return (chosen, string.Create(CultureInfo.InvariantCulture,
            $"{ThresholdSeeds.Length * Kinds.Length} other areas, seeds {ThresholdSeeds[0]} to {ThresholdSeeds[^1]}, each with half, one and two times the errors, more twins and siblings, three times the families with names that are not English, 30 % without UPN, 40 % new: {records} records: cost is least at {best} bits ({WrongLink} per wrong link, 1 per question), never below even odds at that price, and at most {MostWrongPer10k} wrong links per 10,000 records with 95 % confidence from {chosen} bits on: {leads.Count(l => l.Right && l.Lead >= chosen)} right, {leads.Count(l => !l.Right && l.Lead >= chosen)} wrong"));
    }

    private static (double Bits, string Note) ChooseAskAbove(Parameters parameters)
    {
        var asked = new List<(double Bits, bool IsKnown)>();
        foreach ((LinkageWorld world, MatchDecision[] decisions) in Decide(parameters))
        {
            asked.AddRange(decisions.Zip(world.Records)
                .Where(pair => pair.First is { Outcome: MatchOutcome.Review, Candidates.Count: > 0 } && pair.First.Candidates.All(c => c.Evidence.Upn is not (FieldAgreement.Same or FieldAgreement.Near)))
                .Select(pair => (pair.First.Candidates.Max(c => c.Score ?? 0), pair.Second.Account is not null)));
        }

        double best = Enumerable.Range(-160, 161).Select(step => step / 8.0)
            .MinBy(bits => (Duplicate * asked.Count(a => a.IsKnown && a.Bits < bits)) + asked.Count(a => !a.IsKnown && a.Bits >= bits));

        // As with links: where the areas hold few such pairs, the price decides.
        double chosen = Math.Max(best, -Math.Log2(Duplicate));
        return (chosen, string.Create(CultureInfo.InvariantCulture,
            $"the same areas: cost is least at {best} bits ({Duplicate} per second account, 1 per needless question), never below even odds at that price: below {chosen} bits {asked.Count(a => a.IsKnown && a.Bits < chosen)} of {asked.Count(a => a.IsKnown)} people who have an account and {asked.Count(a => !a.IsKnown && a.Bits < chosen)} of {asked.Count(a => !a.IsKnown)} who have none"));
    }

    // The 95 % upper bound of a count (Poisson, by Byar's approximation).
    private static double AtMost(int count) => (count + 1) * Math.Pow(1 - (1 / (9.0 * (count + 1))) + (1.645 / (3 * Math.Sqrt(count + 1))), 3);

    private static IEnumerable<(LinkageWorld World, MatchDecision[] Decisions)> Decide(Parameters parameters)
    {
        foreach (ulong seed in ThresholdSeeds)
        {
            foreach (WorldOptions kind in Kinds)
            {
                LinkageWorld world = LinkageWorld.Make(kind with { Seed = seed });
                var index = new AccountIndex(new Scorer(parameters));
                world.Accounts.ForEach(index.Upsert);
                yield return (world, [.. index.Match([.. world.Records.Select(row => row.Record)])]);
            }
        }
    }

    private static Dictionary<TLevel, double> Without<TLevel>(Dictionary<TLevel, double> values, TLevel level)
        where TLevel : struct, Enum
    {
        values.Remove(level);
        return values;
    }

    /// <summary>How common names are, alone and in pairs.</summary>
    private sealed class NameTally
    {
        private readonly List<(double SeenOnce, double Together, double First, double Last)> _areas = [];

        internal double SeenOnce => _areas.Average(a => a.SeenOnce);

        internal double Together => _areas.Average(a => a.Together);

        internal double TypicalFirst => _areas.Average(a => a.First);

        internal double TypicalLast => _areas.Average(a => a.Last);

        internal void Add(List<MatchAccount> accounts)
        {
            var people = accounts.Select(a => (First: NameNormaliser.Normalise(a.FirstName), Last: NameNormaliser.Normalise(a.LastName))).ToList();
            Dictionary<string, int> first = people.CountBy(p => p.First).ToDictionary(), last = people.CountBy(p => p.Last).ToDictionary();
            var pairs = people.CountBy(p => p).Select(p => p.Value).ToList();
            double n = people.Count;
            double Chance(IEnumerable<int> counts) => counts.Sum(c => c / n * ((c - 1) / n));
            _areas.Add((
                2.0 * pairs.Count(c => c == 2) / pairs.Count(c => c == 1),
                Chance(pairs) / (Chance(first.Values) * Chance(last.Values)),
                Math.Exp(people.Average(p => Math.Log(first[p.First] / n))),
                Math.Exp(people.Average(p => Math.Log(last[p.Last] / n)))));
        }
    }
}

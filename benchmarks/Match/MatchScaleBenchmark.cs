using System.Diagnostics;
using System.Text.Json;
using Uso.Benchmarks.Match.World;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>
/// A whole country's worth in one batch: so many records against so many accounts of an invented area. The last line printed is one JSON object:
/// <c>seconds</c> is <c>indexSeconds</c> (all upserts) and <c>batchSeconds</c> together; <c>peakRssMb</c> is the process's, the input included;
/// <c>falseMergesPer10k</c> is there so that no speed is bought with it.
/// </summary>
public static class MatchScaleBenchmark
{
    /// <summary>Runs, prints, and returns 0.</summary>
    public static int Run(int people)
    {
        // A fifth of the people have no account yet.
        LinkageWorld world = LinkageWorld.Make(new WorldOptions { Seed = 2, People = people * 5 / 4 });
        MatchRecord[] records = [.. world.Records.Select(row => row.Record)];
        long input = PeakMemory.Mb();

        var clock = Stopwatch.StartNew();
        var index = new AccountIndex();
        world.Accounts.ForEach(index.Upsert);
        double built = clock.Elapsed.TotalSeconds;
        IReadOnlyList<MatchDecision> decisions = index.Match(records);
        double seconds = clock.Elapsed.TotalSeconds;

        int wrong = decisions.Zip(world.Records).Count(pair => pair.First.Outcome == MatchOutcome.Linked && pair.First.Candidates[0].Username != pair.Second.Account);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["records"] = records.Length,
            ["accounts"] = index.Count,
            ["processors"] = Environment.ProcessorCount,
            ["seconds"] = Math.Round(seconds, 2),
            ["indexSeconds"] = Math.Round(built, 2),
            ["batchSeconds"] = Math.Round(seconds - built, 2),
            ["inputRssMb"] = input,
            ["peakRssMb"] = PeakMemory.Mb(),
            ["autoRate"] = Math.Round(decisions.Count(d => d.Outcome != MatchOutcome.Review) / (double)records.Length, 4),
            ["falseMergesPer10k"] = Math.Round(wrong * 10_000.0 / records.Length, 3),
        }));
        return 0;
    }
}

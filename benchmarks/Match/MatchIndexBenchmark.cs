using System.Diagnostics;
using System.Text.Json;
using Uso.Benchmarks.Match.World;
using Uso.Matching;

namespace Uso.Benchmarks.Match;

/// <summary>
/// The index of one area: how long it takes to build, how fast it answers, how big it is. The last line printed is one JSON object:
/// <list type="bullet">
/// <item><c>people</c>: accounts in the index, of an invented area (a fifth of its people have none yet). <c>buildSeconds</c>: all upserts.</item>
/// <item><c>batch1000Ms</c>: a batch of 1,000 records, the median of <c>batches</c>; <c>onePersonP99Ms</c>: a batch of one.</item>
/// <item><c>bytesPerPerson</c>: the live heap of the index over the people; <c>bytesPerPersonBeyondStrings</c>: without the usernames' and
/// names' own characters, which the caller's accounts hold and the index keeps by reference.</item>
/// <item><c>blockingRecall</c>: of the true pairs, the share that were compared at all, in the area or in the files given.</item>
/// </list>
/// </summary>
public static class MatchIndexBenchmark
{
    private const int Batch = 1_000;
    private const int MostSingles = 20_000;

    /// <summary>Runs, prints, and returns 0.</summary>
    public static int Run(int people, string? accountsCsv, string? misCsv, string? truthCsv)
    {
        LinkageWorld world = LinkageWorld.Make(new WorldOptions { Seed = 1, People = people * 5 / 4 });
        List<MatchAccount> accounts = world.Accounts;
        List<MatchRecord> records = [.. world.Records.Select(row => row.Record)];
        records.Sort((a, b) => string.CompareOrdinal(a.School, b.School));

        Warm(accounts, records);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();
        var index = new AccountIndex();
        accounts.ForEach(index.Upsert);
        double build = clock.Elapsed.TotalSeconds;
        double bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / accounts.Count;

        double[] batches = [.. records.Chunk(Batch).Where(batch => batch.Length == Batch).Select(batch => Time(() => index.Match(batch)))];
        double[] singles = [.. records.Take(MostSingles).Select(record => Time(() => index.Match([record])))];
        double recall = accountsCsv is null || misCsv is null || truthCsv is null
            ? Recall(index, [.. world.Records.Where(row => row.Account is not null).Select(row => (row.Record, row.Account!))])
            : RecallOfFiles(accountsCsv, misCsv, truthCsv);
        GC.KeepAlive(index);
        Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["people"] = accounts.Count,
            ["buildSeconds"] = Math.Round(build, 3),
            ["batches"] = batches.Length,
            ["batch1000Ms"] = Math.Round(At(batches, 0.5), 2),
            ["batch1000P99Ms"] = Math.Round(At(batches, 0.99), 2),
            ["onePersonP99Ms"] = Math.Round(At(singles, 0.99), 4),
            ["bytesPerPersonBeyondStrings"] = Math.Round(bytes, 1),
            ["blockingRecall"] = Math.Round(recall, 5),
        }));
        return 0;
    }

    private static double RecallOfFiles(string accountsCsv, string misCsv, string truthCsv)
    {
        var index = new AccountIndex();
        LinkageFiles.Accounts(accountsCsv).ForEach(index.Upsert);
        var truth = LinkageFiles.Truth(truthCsv);
        return Recall(index, [.. LinkageFiles.Records(misCsv).Where(record => truth[record.Id].Account != LinkageFiles.NewPerson).Select(record => (record, truth[record.Id].Account))]);
    }

    private static double Recall(AccountIndex index, List<(MatchRecord Record, string Account)> pairs) =>
        pairs.Count(pair => index.IsCompared(pair.Record, pair.Account)) / (double)pairs.Count;

    private static void Warm(List<MatchAccount> accounts, List<MatchRecord> records)
    {
        var index = new AccountIndex();
        accounts.Take(20_000).ToList().ForEach(index.Upsert);
        foreach (MatchRecord[] batch in records.Chunk(Batch).Take(10))
        {
            index.Match(batch);
        }

        foreach (MatchRecord record in records.Take(Batch))
        {
            index.Match([record]);
        }
    }

    private static double Time(Action work)
    {
        long from = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    }

    private static double At(double[] values, double share)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : values[Math.Min(values.Length - 1, (int)(share * values.Length))];
    }
}

using System.Diagnostics;
using System.Text.Json;
using Uso.Mis.Contract;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>
/// How fast a MIS's exports are read, against a bare read of the same bytes with the platform's own reader. Rounds of both alternate, and the medians count.
/// The last line printed is one JSON object: <c>rows</c> read in a round, <c>rowsPerSecond</c>, <c>overBareRead</c> = reader / bare.
/// </summary>
internal static class ReadBenchmark
{
    private const ulong Seed = 20260907;
    private const int Rounds = 7;
    private const int WarmRounds = 3;
    private static readonly TimeSpan WarmTime = TimeSpan.FromSeconds(3);

    public static async Task<int> RunAsync(string mis, int people, CancellationToken cancellationToken)
    {
        if (!MisFixtures.Codes.Contains(mis))
        {
            Console.Error.WriteLine($"There is no MIS \"{mis}\": {string.Join(", ", MisFixtures.Codes)}.");
            return 2;
        }

        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            using var workload = new ReadWorkload(mis);
            Console.WriteLine($"Writing {mis} exports of {people:N0} people ...");
            await workload.WriteAsync([.. Population.Generate(people, Seed)], directory, cancellationToken);

            // Both are warmed until the compiler is done with them: the platform's readers come compiled, ours do not.
            var (reader, bare, rows) = (new List<TimeSpan>(), new List<TimeSpan>(), 0);
            for (var (round, warm) = (0, Stopwatch.GetTimestamp()); round < WarmRounds || Stopwatch.GetElapsedTime(warm) < WarmTime; round++)
            {
                BareRead.Of(workload.Files);
                workload.Read();
            }

            for (var round = 0; round < Rounds; round++)
            {
                var bareTime = Time(() => BareRead.Of(workload.Files));
                var readerTime = Time(() => rows = workload.Read());
                bare.Add(bareTime);
                reader.Add(readerTime);
            }

            var (readerMedian, bareMedian) = (reader.Order().ElementAt(Rounds / 2), bare.Order().ElementAt(Rounds / 2));
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["mis"] = mis,
                ["rows"] = rows,
                ["rowsPerSecond"] = Math.Round(rows / readerMedian.TotalSeconds),
                ["overBareRead"] = Math.Round(readerMedian / bareMedian, 3),
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static TimeSpan Time(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    }
}

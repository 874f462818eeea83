using System.Diagnostics;
using System.Text.Json;
using Uso.Mis.Contract;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Read;

/// <summary>
/// How fast a MIS's exports are read, against bare reads of the same bytes (see <see cref="BareRead"/>). Rounds of all alternate, and the medians count.
/// The last line printed is one JSON object: <c>rows</c> read in a round, <c>rowsPerSecond</c>; <c>overBareRead</c> = reader / the platform's own reader, which
/// <c>bareReader</c> names; <c>overFastestRead</c> = reader / the lowest floor, which <c>fastestReader</c> names. The two floors differ for CSV only.
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
            var bareRead = new BareRead(workload.Files);
            var (reader, bare, fastest, rows) = (new List<TimeSpan>(), new List<TimeSpan>(), new List<TimeSpan>(), 0);
            for (var (round, warm) = (0, Stopwatch.GetTimestamp()); round < WarmRounds || Stopwatch.GetElapsedTime(warm) < WarmTime; round++)
            {
                bareRead.WithPlatform();
                bareRead.WithFastest();
                workload.Read();
            }

            for (var round = 0; round < Rounds; round++)
            {
                bare.Add(Time(bareRead.WithPlatform));
                fastest.Add(bareRead.HasOneFloor ? bare[^1] : Time(bareRead.WithFastest));
                reader.Add(Time(() => rows = workload.Read()));
            }

            var median = Median(reader);
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["mis"] = mis,
                ["rows"] = rows,
                ["rowsPerSecond"] = Math.Round(rows / median.TotalSeconds),
                ["overBareRead"] = Math.Round(median / Median(bare), 3),
                ["overFastestRead"] = Math.Round(median / Median(fastest), 3),
                ["bareReader"] = bareRead.PlatformReader,
                ["fastestReader"] = bareRead.FastestReader,
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static TimeSpan Median(List<TimeSpan> rounds) => rounds.Order().ElementAt(Rounds / 2);

    private static TimeSpan Time(Action act)
    {
        // What the one before left behind is not this one's to clean up.
        GC.Collect();
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    }
}

using System.Diagnostics;
using System.Text.Json;
using Uso.Benchmarks.Pipeline;
using Uso.Mis;
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

    public static async Task<int> RunAsync(string mis, int people, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            IReadWorkload workload = mis switch
            {
                "sims" => new SimsWorkload(),
                "wonde" => new WondeWorkload(),
                _ => throw new ArgumentException($"No workload for \"{mis}\": sims or wonde."),
            };
            Console.WriteLine($"Writing {mis} exports of {people:N0} people ...");
            var files = await workload.WriteAsync([.. Population.Generate(people, Seed)], directory, cancellationToken);

            // A round of each warms the file cache and the code for both.
            var (reader, bare, rows) = (new List<TimeSpan>(), new List<TimeSpan>(), 0);
            for (var round = -1; round < Rounds; round++)
            {
                var bareTime = Time(() => workload.ReadBare(files));
                var readerTime = Time(() => rows = Read(workload, files));
                if (round >= 0)
                {
                    bare.Add(bareTime);
                    reader.Add(readerTime);
                }
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

    private static int Read(IReadWorkload workload, IReadOnlyList<ExportFile> files)
    {
        var settings = new ReadSettings { Accepted = new HashSet<Report> { Report.Students, Report.Staff } };
        var rows = 0;
        foreach (var file in files)
        {
            using var stream = File.OpenRead(file.Path);
            foreach (var item in workload.Mis.Read(stream, "export.zip", settings))
            {
                rows += item is ExtractPerson or RejectedRow ? 1 : 0;
            }
        }

        return rows;
    }

    private static TimeSpan Time(Action act)
    {
        var started = Stopwatch.GetTimestamp();
        act();
        return Stopwatch.GetElapsedTime(started);
    }
}

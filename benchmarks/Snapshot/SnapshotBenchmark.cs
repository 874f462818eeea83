using System.Diagnostics;
using System.Text.Json;
using CsvHelper;
using Uso.Benchmarks.Pipeline;
using Uso.Benchmarks.Region;
using Uso.GrainInterfaces;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Snapshot;

/// <summary>
/// The LAs' snapshots of N released people: built for the first time, and again when nothing changed. Floor, in the same run: the same rows once through the
/// same CSV library and once through the platform's JSON writer, into memory. The last line printed is one JSON object:
/// <c>people</c>, <c>rows</c>, <c>buildSeconds</c>, <c>unchangedSeconds</c>, <c>floorSeconds</c>, <c>buildOverFloor</c>, <c>unchangedOverFloor</c>.
/// </summary>
internal static class SnapshotBenchmark
{
    private const ulong Seed = 20260907;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(int people, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            Console.WriteLine($"Loading {people:N0} people ...");
            var schools = Population.Generate(people, Seed).ToList();
            await using var region = await BenchRegion.StartAsync(Path.Combine(directory, "data"));
            await region.SetUpAsync(schools, cancellationToken);
            foreach (var file in ExportFiles.Write(schools, Path.Combine(directory, "files"), round: 0, touch: 0))
            {
                await region.ProcessAsync(file, "load", cancellationToken);
            }

            // Each round is another consumer: its first build has everything to do. The first round warms the code.
            TimeSpan build = default, unchanged = default, floor = default;
            var rows = new List<SnapshotRow>();
            for (var round = 0; round < Rounds; round++)
            {
                var consumer = ConsumerId.Parse($"bench-{round}");
                await region.ReleaseAsync(schools, consumer);
                (build, var manifests) = await TimeAsync(() => region.BuildSnapshotsAsync(schools, consumer));
                (unchanged, _) = await TimeAsync(() => region.BuildSnapshotsAsync(schools, consumer));
                rows = await region.RowsAsync(manifests, cancellationToken);
                (floor, _) = await TimeAsync(async () =>
                {
                    await WriteBareAsync(rows, cancellationToken);
                    return rows.Count;
                });
            }

            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["people"] = people,
                ["rows"] = rows.Count,
                ["buildSeconds"] = Math.Round(build.TotalSeconds, 3),
                ["unchangedSeconds"] = Math.Round(unchanged.TotalSeconds, 4),
                ["floorSeconds"] = Math.Round(floor.TotalSeconds, 3),
                ["buildOverFloor"] = Math.Round(build / floor, 3),
                ["unchangedOverFloor"] = Math.Round(unchanged / floor, 4),
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task WriteBareAsync(List<SnapshotRow> rows, CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        await using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true))
        {
            foreach (var row in rows)
            {
                foreach (var field in (string?[])[row.Username, row.FirstName, row.LastName, row.Upn, row.DateOfBirth?.ToString("O"), row.Kind.ToString(), row.SchoolUrn, row.SchoolDfeNumber, row.SchoolName])
                {
                    csv.WriteField(field);
                }

                await csv.EndRecordAsync(cancellationToken);
            }
        }

        text.SetLength(0);
        foreach (var row in rows)
        {
            JsonSerializer.Serialize(text, row);
            text.WriteByte((byte)'\n');
        }
    }

    private static async Task<(TimeSpan Elapsed, T Result)> TimeAsync<T>(Func<Task<T>> act)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await act();
        return (Stopwatch.GetElapsedTime(started), result);
    }
}

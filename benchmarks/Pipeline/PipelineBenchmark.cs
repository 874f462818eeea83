using System.Diagnostics;
using System.Text.Json;
using Uso.Benchmarks.Region;
using Uso.GrainInterfaces;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Pipeline;

/// <summary>
/// The main job at size: exports of N people, first load, the same content again, and a changed day, against two floors taken in the same run on the same files.
/// <list type="bullet">
/// <item><c>parseFloorSeconds</c>: reading every file bare, one after another: unzip, and a loop over <c>XmlReader.Read</c> that looks at nothing.</item>
/// <item><c>insertFloorSeconds</c>: inserting the same people into one table with a key and two indexes of the same database engine, in one transaction: on
/// SQLite by a prepared insert, on PostgreSQL by COPY.</item>
/// <item><c>initialOverFloor</c> = initial / (parse + insert): a first load must read and write. <c>noChangeOverFloor</c> = no change / parse: an unchanged night must only read.</item>
/// </list>
/// The no-change files have the same content in other bytes, as an export made again has. Times run from the first byte received to the last run at rest.
/// </summary>
internal static class PipelineBenchmark
{
    private const ulong Seed = 20260907;

    /// <summary>A region's nights overlap: this many schools are under way at once.</summary>
    private const int SchoolsAtOnce = 8;
    private const int WarmUpPeople = 20_000;
    private const int WarmUpNights = 8;

    /// <summary>Other schools than those measured, of other LAs.</summary>
    private const int WarmUpFrom = 5000;

    public static async Task<int> RunAsync(int people, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            Console.WriteLine($"Writing exports of {people:N0} people ...");
            var schools = Population.Generate(people, Seed).ToList();
            var initial = ExportFiles.Write(schools, Path.Combine(directory, "initial"), round: 0, touch: 0);
            var again = ExportFiles.Write(schools, Path.Combine(directory, "again"), round: 0, touch: 1);
            var changed = ExportFiles.Write(schools, Path.Combine(directory, "changed"), round: 1, touch: 0);

            // The first reading warms the file cache and the code for everybody.
            Floors.Parse(initial);
            var parse = Floors.Parse(initial);
            if (BenchHosts.WarmsInOwnRegion)
            {
                await using var other = await BenchRegion.StartAsync(Path.Combine(directory, "warm-up"));
                await WarmUpAsync(other, directory, cancellationToken);
            }

            await using var region = await BenchRegion.StartAsync(Path.Combine(directory, "data"));
            if (!BenchHosts.WarmsInOwnRegion)
            {
                await WarmUpAsync(region, directory, cancellationToken);
            }

            var insert = await region.Host.InsertFloorAsync(Floors.People(initial), cancellationToken);
            Console.WriteLine($"Floors: parse {parse.TotalSeconds:0.000} s, insert {insert.TotalSeconds:0.000} s");
            await region.SetUpAsync(schools, cancellationToken);
            var before = await UserWritesAsync(region, cancellationToken);
            var first = await TimeAsync(region, initial, "initial", cancellationToken);
            var created = await UserWritesAsync(region, cancellationToken) - before;
            var nothing = await TimeAsync(region, again, "no change", cancellationToken);
            var userWrites = await UserWritesAsync(region, cancellationToken) - before - created;
            var some = await TimeAsync(region, changed, "changed", cancellationToken);

            Console.WriteLine($"Wrote {created:N0} accounts at first, {userWrites:N0} when nothing had changed.");
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["people"] = people,
                ["parseFloorSeconds"] = Round(parse.TotalSeconds),
                ["insertFloorSeconds"] = Round(insert.TotalSeconds),
                ["initialSeconds"] = Round(first.TotalSeconds),
                ["noChangeSeconds"] = Round(nothing.TotalSeconds),
                ["changedSeconds"] = Round(some.TotalSeconds),
                ["initialPerSecond"] = Math.Round(people / first.TotalSeconds),
                ["noChangeRowsPerSecond"] = Math.Round(people / nothing.TotalSeconds),
                ["initialOverFloor"] = Round(first / (parse + insert)),
                ["noChangeOverFloor"] = Round(nothing / parse),
                ["peakRssMb"] = Math.Max(region.Host.Peak().Silo, region.Host.Peak().Client),
                ["userWritesOnNoChange"] = userWrites,
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>A service runs for weeks: its code is compiled before it is timed, as the floors' is, on other people.</summary>
    private static async Task WarmUpAsync(BenchRegion region, string directory, CancellationToken cancellationToken)
    {
        var schools = Population.Generate(WarmUpPeople, Seed + 1, WarmUpFrom).ToList();
        await region.SetUpAsync(schools, cancellationToken);
        for (var night = 0; night < WarmUpNights; night++)
        {
            // First load, then changed and unchanged nights by turns.
            var files = ExportFiles.Write(schools, Path.Combine(directory, "warm-up-files"), round: (night + 1) / 2, touch: night);
            await TimeAsync(region, files, $"warm-up {night}", cancellationToken);
            await CompiledAsync(cancellationToken);
        }
    }

    /// <summary>Waits until the background compiler has nothing left of the warm-up.</summary>
    private static async Task CompiledAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var before = -1L; before != System.Runtime.JitInfo.GetCompiledMethodCount(); await timer.WaitForNextTickAsync(cancellationToken))
        {
            before = System.Runtime.JitInfo.GetCompiledMethodCount();
        }
    }

    private static async Task<TimeSpan> TimeAsync(BenchRegion region, IReadOnlyList<ExportFile> files, string name, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var processor = region.Host.Processor();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = SchoolsAtOnce, CancellationToken = cancellationToken },
            async (file, token) => await region.ProcessAsync(file, name, token));
        var elapsed = Stopwatch.GetElapsedTime(started);
        processor = region.Host.Processor() - processor;
        var peak = region.Host.Peak();
        Console.WriteLine($"{name}: {elapsed.TotalSeconds:0.000} s, processor {processor.Total.TotalSeconds:0.000} s, peak {Math.Max(peak.Silo, peak.Client)} MB");
        return elapsed;
    }

    private static async Task<long> UserWritesAsync(BenchRegion region, CancellationToken cancellationToken) =>
        (await region.Host.StorageAsync(cancellationToken)).WritesOf(GrainTypes.User);

    private static double Round(double value) => Math.Round(value, 3);
}

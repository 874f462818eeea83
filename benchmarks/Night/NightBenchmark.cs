using System.Text.Json;
using Uso.Benchmarks.Pipeline;
using Uso.Benchmarks.Region;
using Uso.GrainInterfaces;
using Uso.Samples.Generator;

namespace Uso.Benchmarks.Night;

/// <summary>
/// A region of N schools: their first load, a night on which nobody changed, and one on which 1 % did. Schools send SIMS exports; the night's runs are started by
/// the tick of each school's reminder, after the end of the window, by a clock that is moved: the same call as the reminder service's, hundreds of schools
/// one behind the other where a real night has ten hours for them. Sending the exports belongs to the load and to each night.
/// <para>
/// Processor time is that of the silos, of the database's server with all its children, and of this process, which is the client: it does what an API instance does
/// without HTTP in front, and reads the files.
/// </para>
/// </summary>
internal static class NightBenchmark
{
    private const ulong Seed = 20260907;
    private const int WarmUpNights = 4;

    /// <summary>Other schools than those measured, of other LAs.</summary>
    private const int WarmUpFrom = 40_000;

    /// <summary>The first load is on this day, before any window opens; each night ends a day later, after every window.</summary>
    private static readonly DateTimeOffset FirstDay = new(2026, 9, 7, 16, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan UntilMorning = TimeSpan.FromHours(13);

    public static async Task<int> RunAsync(NightOptions options, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            Console.WriteLine($"Writing exports of {options.Schools:N0} schools of {options.PeoplePerSchool} people, and {options.WarmUpSchools} to warm up ...");
            var schools = Population.Schools(options.Schools, options.PeoplePerSchool, Seed).ToList();
            var files = NightFiles.Write(schools, Path.Combine(directory, "files"));
            await using var host = await BenchHosts.StartAsync(new BenchHostOptions { DataDirectory = Path.Combine(directory, "data"), Silos = options.Silos, Pool = options.Pool });
            host.Clock.Set(FirstDay);
            var region = new BenchRegion(host);
            await WarmUpAsync(region, options, Path.Combine(directory, "warm-up"), cancellationToken);

            var setUp = await Phase.MeasureAsync(host, "set-up", options.People, () => region.SetUpAsync(schools, cancellationToken), cancellationToken);
            var load = new NightRuns();
            var initial = await Phase.MeasureAsync(
                host, "initial", options.People, () => EachAsync(options, files.Initial, async (file, token) => load.Add(await region.ProcessAsync(file, "initial", token)), cancellationToken), cancellationToken);
            var (unchanged, night) = await NightAsync(region, options, files.Unchanged, 1, cancellationToken);
            var (changed, changes) = await NightAsync(region, options, files.Changed, 2, cancellationToken);
            if (load.Rows != options.People || night.Rows != options.People)
            {
                throw new InvalidOperationException($"{options.People} people were sent; {load.Rows} were read at first and {night.Rows} in the night.");
            }

            var peak = host.Peak();
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["schools"] = options.Schools,
                ["people"] = options.People,
                ["silos"] = options.Silos,
                ["schoolsAtOnce"] = options.AtOnce,
                ["setUpSeconds"] = Round(setUp),
                ["initialSeconds"] = Round(initial),
                ["initialPeoplePerSecond"] = Math.Round(options.People / initial.Elapsed.TotalSeconds),
                ["nightSeconds"] = Round(unchanged),
                ["nightPeoplePerSecond"] = Math.Round(options.People / unchanged.Elapsed.TotalSeconds),
                ["changedNightSeconds"] = Round(changed),
                ["cpuMicrosPerPersonInitial"] = initial.Processor.MicrosPer(options.People),
                ["cpuMicrosPerPersonNight"] = unchanged.Processor.MicrosPer(options.People),
                ["cpuMicrosPerPersonChangedNight"] = changed.Processor.MicrosPer(options.People),
                ["changesInitial"] = load.Planned,
                ["changesNight"] = night.Planned,
                ["changesChangedNight"] = changes.Planned,
                ["userWritesInitial"] = initial.WritesOf(GrainTypes.User),
                ["userWritesNight"] = unchanged.WritesOf(GrainTypes.User),
                ["userWritesChangedNight"] = changed.WritesOf(GrainTypes.User),
                ["databaseMegabytesInitial"] = Math.Round((initial.After.Bytes - initial.Before.Bytes) / 1e6, 1),
                ["databaseMegabytes"] = Math.Round(changed.After.Bytes / 1e6, 1),
                ["walMegabytesInitial"] = initial.LogMegabytes,
                ["walMegabytesNight"] = unchanged.LogMegabytes,
                ["walMegabytesChangedNight"] = changed.LogMegabytes,
                ["peakRssSiloMb"] = peak.Silo,
                ["peakRssClientMb"] = peak.Client,
            }));
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<(Phase Phase, NightRuns Runs)> NightAsync(
        BenchRegion region, NightOptions options, IReadOnlyList<ExportFile> files, int night, CancellationToken cancellationToken)
    {
        var runs = new NightRuns();
        var phase = await Phase.MeasureAsync(region.Host, $"night {night}", options.People, () => LiveAsync(region, options, files, night, runs, cancellationToken), cancellationToken);
        return (phase, runs);
    }

    /// <summary>In the evening every school sends its export; in the morning every reminder ticks.</summary>
    private static async Task LiveAsync(BenchRegion region, NightOptions options, IReadOnlyList<ExportFile> files, int night, NightRuns runs, CancellationToken cancellationToken)
    {
        var evening = FirstDay.AddDays(night);
        region.Host.Clock.Set(evening);
        await EachAsync(options, files, async (file, token) => await region.UploadAsync(file, token), cancellationToken);
        region.Host.Clock.Set(evening + UntilMorning);
        await EachAsync(options, files, async (file, token) => runs.Add(await region.NightAsync(file.Urn, token)), cancellationToken);
    }

    /// <summary>A silo runs for weeks: its code is compiled before it is measured.</summary>
    private static async Task WarmUpAsync(BenchRegion region, NightOptions options, string directory, CancellationToken cancellationToken)
    {
        if (options.WarmUpSchools == 0)
        {
            return;
        }

        var schools = Population.Schools(options.WarmUpSchools, 500, Seed, WarmUpFrom).ToList();
        var files = NightFiles.Write(schools, directory);
        await region.SetUpAsync(schools, cancellationToken);
        await EachAsync(options, files.Initial, async (file, token) => await region.ProcessAsync(file, "initial", token), cancellationToken);
        for (var night = 1; night <= WarmUpNights; night++)
        {
            await LiveAsync(region, options, night % 2 == 1 ? files.Changed : files.Unchanged, night - WarmUpNights, new NightRuns(), cancellationToken);
        }

        region.Host.Clock.Set(FirstDay);
    }

    private static Task EachAsync(NightOptions options, IReadOnlyList<ExportFile> files, Func<ExportFile, CancellationToken, ValueTask> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(files, new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce, CancellationToken = cancellationToken }, act);

    private static double Round(Phase phase) => Math.Round(phase.Elapsed.TotalSeconds, 3);
}

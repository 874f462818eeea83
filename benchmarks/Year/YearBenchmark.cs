using System.Diagnostics;
using System.Text.Json;

namespace Uso.Benchmarks.Year;

/// <summary>Runs the simulated year and prints what it came to. Exit code 1 when an account was taken wrongly, given to somebody else, or differs from the truth.</summary>
internal static class YearBenchmark
{
    public static async Task<int> RunAsync(ulong seed, int schools, int days)
    {
        var directory = Directory.CreateTempSubdirectory("uso-year-").FullName;
        try
        {
            var since = Stopwatch.GetTimestamp();
            var result = await YearSimulation.RunAsync(new YearOptions { Seed = seed, Schools = schools, Days = days, Log = Console.WriteLine }, directory);
            Console.WriteLine($"Events: {string.Join(", ", result.Events.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Value} {one.Key}"))}");
            Console.WriteLine($"Held runs whose export was as it should be: {result.HeldGenuine}");
            Console.WriteLine(result.Off.Count == 0
                ? $"Every one of {result.Accounts:N0} accounts is as it should be."
                : $"Not as it should be: {string.Join(", ", result.Off.Select(one => $"{one.Value} {one.Key}"))}");
            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["seed"] = seed,
                ["schools"] = schools,
                ["days"] = days,
                ["people"] = result.People,
                ["runs"] = result.Runs,
                ["falseUnallocations"] = result.FalseUnallocations,
                ["falseMerges"] = result.FalseMerges,
                ["duplicates"] = result.Duplicates,
                ["heldRuns"] = result.HeldRuns,
                ["reviewsPerSchoolWeek"] = Math.Round(result.ReviewsPerSchoolWeek, 3),
                ["p50NightSeconds"] = Math.Round(result.P50NightSeconds, 3),
                ["maxNightSeconds"] = Math.Round(result.MaxNightSeconds, 3),
                ["accountsOffTruth"] = result.Off.Values.Sum(),
                ["seconds"] = Math.Round(Stopwatch.GetElapsedTime(since).TotalSeconds, 1),
            }));
            return result is { FalseUnallocations: 0, FalseMerges: 0, Off.Count: 0 } ? 0 : 1;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

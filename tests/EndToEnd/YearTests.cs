using Uso.Benchmarks.Year;

namespace Uso.EndToEnd;

/// <summary>A small school year: what <c>./bench year</c> lives through at full size.</summary>
public sealed class YearTests(ITestOutputHelper output)
{
    [Fact]
    public async Task FiveSchools_FortyDays_EndAsTheTruth()
    {
        var directory = Directory.CreateTempSubdirectory("uso-year-").FullName;
        try
        {
            var year = await YearSimulation.RunAsync(
                new YearOptions { Seed = 4, Schools = 5, Days = 40, PeoplePerSchool = 200, Trouble = 8, Log = output.WriteLine }, directory);

            Assert.Empty(year.Off);
            Assert.Equal((0, 0, 0), (year.FalseUnallocations, year.FalseMerges, year.Duplicates));

            // A year in which nothing happens proves nothing.
            string[] expected =
                ["Empty", "Half", "Outage", "Truncated", "WrongSchool", "glitches", "joiners", "leavers", "misChanges", "moves", "renames", "returners", "staffChanges"];
            Assert.Empty(expected.Except(year.Events.Keys));
            Assert.True(year.HeldRuns > year.HeldGenuine, "no bad export was held");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}

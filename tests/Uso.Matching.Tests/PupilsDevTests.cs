using System.Globalization;
using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>What the rules reach on the development set. Other sets judge; this one guards against slips.</summary>
public class PupilsDevTests
{
    [Fact]
    public void PupilsDev_StaysAsGoodAsItIs()
    {
        List<string[]> accounts = Rows("accounts.csv");
        List<string[]> records = Rows("mis.csv");
        var truth = Rows("truth.csv").ToDictionary(row => row[0], row => row[1]);
        var groupOf = Rows("truth.csv").ToDictionary(row => row[0], row => row[2]);
        AccountIndex index = CreateIndex([.. accounts.Select(row => CreateAccount(row[0], row[1], row[2], upn: row[4], school: row[5]) with { DateOfBirth = Date(row[3]) })]);
        IReadOnlyList<MatchDecision> decisions = index.Match(
            [.. records.Select(row => CreateRecord(row[0], row[1], row[2], upn: row[4], school: row[5]) with { DateOfBirth = Date(row[3]) })]);

        double all = decisions.Count;
        var review = decisions.Where(d => d.Outcome == MatchOutcome.Review).ToList();
        int merges = decisions.Count(d => d.Outcome == MatchOutcome.Linked && d.Candidates[0].Username != truth[d.Id]);
        int duplicates = decisions.Count(d => d.Outcome == MatchOutcome.Create && truth[d.Id] != "NEW");
        Assert.InRange(merges * 10_000 / all, 0, 0.1);
        Assert.InRange(duplicates * 10_000 / all, 0, 10);
        Assert.InRange(1 - (review.Count / all), 0.97, 1);
        Assert.InRange(review.Count(d => d.Candidates.Any(c => c.Username == truth[d.Id])) / (double)review.Count, 0.92, 1);

        var autoRates = decisions.GroupBy(d => groupOf[d.Id]).Select(group => group.Count(d => d.Outcome != MatchOutcome.Review) / (double)group.Count()).ToList();
        Assert.InRange(autoRates.Max() - autoRates.Min(), 0, 0.02);
    }

    private static DateOnly? Date(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date) ? date : null;

    // No field of this set is quoted.
    private static List<string[]> Rows(string file) =>
        [.. File.ReadLines(SharedFile($"linkage/pupils-dev/{file}")).Skip(1).Select(line => line.Split(','))];
}

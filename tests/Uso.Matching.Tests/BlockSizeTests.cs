using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>Work is bounded by counters, not by clocks.</summary>
public class BlockSizeTests
{
    private const long MostPerRecord = 12_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 17)]
    public void FiftyThousandShareABirthday_WorkIsBounded_AndTheVeryPersonIsFound(int month, int day)
    {
        var born = new DateOnly(2012, month, day);
        var index = new AccountIndex();
        for (int i = 0; i < 50_000; i++)
        {
            index.Upsert(CreateAccount($"u{i:00000}", First(i), Last(i), born, UpnOf(i), School(i)));
        }

        (long comparisons, long visits) = (index.Comparisons, index.Visits);
        var decisions = index.Match([.. Enumerable.Range(0, 1000).Select(i => i * 50).Select(i => CreateRecord($"{i}", First(i), Last(i), born, UpnOf(i), School(i)))]);
        Assert.InRange(index.Comparisons - comparisons, 1, 1000 * MostPerRecord / 2);
        Assert.InRange(index.Visits - visits, 1, 1000 * MostPerRecord);
        Assert.All(decisions, decision => AssertLinked($"u{int.Parse(decision.Id, System.Globalization.CultureInfo.InvariantCulture):00000}", MatchRules.UpnAndIdentity, decision));
    }

    [Fact]
    public void FiveThousandShareNameAndYear_WorkIsBounded_AndTheVeryPersonIsFound()
    {
        var index = new AccountIndex();
        for (int i = 0; i < 5000; i++)
        {
            index.Upsert(CreateAccount($"u{i:0000}", "Mohammed", "Khan", new DateOnly(2012, 1, 2).AddDays(i % 360), school: $"{200000 + (i / 360)}"));
        }

        var decisions = index.Match([.. Enumerable.Range(0, 360).Select(i => CreateRecord($"{i}", "Mohammed", "Khan", new DateOnly(2012, 1, 2).AddDays(i), school: "200003"))]);
        Assert.InRange(index.Visits, 1, 360 * MostPerRecord);

        // Each has namesakes with the same birthday at other schools: found, and asked about.
        Assert.All(decisions, decision =>
        {
            AssertReview(MatchRules.Rival, decision);
            Assert.Equal($"u{1080 + int.Parse(decision.Id, System.Globalization.CultureInfo.InvariantCulture):0000}", decision.Candidates[0].Username);
        });
    }

    [Fact]
    public void ThousandsFieldIdentical_AskAndNeverCreate()
    {
        var index = new AccountIndex();
        for (int i = 0; i < 3000; i++)
        {
            index.Upsert(CreateAccount($"u{i:0000}"));
        }

        var batch = Enumerable.Range(0, 200).Select(i => CreateRecord($"{i}")).ToList();
        var decisions = index.Match(batch);
        Assert.All(decisions, decision => AssertReview(MatchRules.Crowded, decision));
        Assert.All(decisions, decision => Assert.Equal("u0000", decision.Candidates[0].Username));
        Assert.InRange(index.Visits, 1, 200 * MostPerRecord);
    }

    [Fact]
    public void ABatchOfOneBirthday_IsNotComparedWithItself()
    {
        var batch = Enumerable.Range(0, 20_000).Select(i => CreateRecord($"{i}", First(i), Last(i), upn: UpnOf(i))).ToList();
        var index = new AccountIndex();
        Assert.Equal(20_000, index.Match(batch).Count);
        Assert.Equal(0, index.Comparisons);
    }

    private static string First(int i) => Word(i % 400) + "a";

    private static string Last(int i) => Word(i / 400) + "er";

    private static string School(int i) => $"{200000 + (i % 300)}";

    private static string UpnOf(int i) => CreateUpn(i % 1000, $"{4000 + (i / 1000)}");

    private static string Word(int i) => string.Concat("bdfgklmnprstvz"[i % 14], "aeiou"[i / 14 % 5], "dgklmnprst"[i / 70 % 10]);
}

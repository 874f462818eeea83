using Uso.Matching.Rules;
using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>
/// Every veto is needed: with it taken away, a record that must be asked about is linked or gets a second account. One table, every veto in turn.
/// </summary>
public class VetoMutationTests
{
    private static readonly string Upn1 = CreateUpn(1);
    private static readonly string Upn2 = CreateUpn(2);
    private static readonly DateOnly NewYear = new(2012, 1, 1);

    /// <summary>What stands in the index, what comes, and why its first record is asked about.</summary>
    private static readonly Scenario[] Scenarios =
    [
        new(MatchRules.UpnConflict, [CreateAccount("a", upn: Upn1)], [CreateRecord(upn: Upn2)]),
        new(MatchRules.UpnNameDisagrees, [CreateAccount("a", "Harriot", "Penrose", upn: Upn1)], [CreateRecord(upn: Upn1)]),
        InAWholeExport(MatchRules.UpnDateDisagrees, CreateAccount("a", "Sofia", upn: Upn1), CreateRecord(first: "Sophia", born: new DateOnly(2009, 5, 17), upn: Upn1)),
        new(MatchRules.JanuaryFirst, [CreateAccount("a", born: NewYear)], [CreateRecord(born: NewYear)]),
        InAWholeExport(MatchRules.SameBirthdayOtherName, CreateAccount("a", upn: CreateTemporaryUpn(1)), CreateRecord(first: "Tamsin", upn: CreateTemporaryUpn(1))),
        new(MatchRules.Twin,
            [CreateAccount("a", "Alexandra", upn: Upn1), CreateAccount("b", "George", upn: Upn2)],
            [CreateRecord(first: "Alex", upn: Upn1)]),
        new(MatchRules.FirstNameOnlyAlike, [CreateAccount("a", "Sofia")], [CreateRecord(first: "Sophia")]),
        new(MatchRules.SharedFirstName, [CreateAccount("a", first: "Muhammad")], [CreateRecord(first: "Muhammad Yusuf")]),
        new(MatchRules.Rival, [CreateAccount("a", upn: Upn1), CreateAccount("b")], [CreateRecord(upn: Upn1)]),
        new(MatchRules.BatchConflict, [CreateAccount("a", upn: Upn1)], [CreateRecord("1", upn: Upn1), CreateRecord("2")]),
        new(MatchRules.BatchDuplicate, [], [CreateRecord("1"), CreateRecord("2", "Hattie")]),
        new(MatchRules.Crowded,
            [.. Enumerable.Range(0, 600).Select(i => CreateAccount($"u{i:000}", upn: CreateUpn(i, "4002"), school: SchoolB))],
            [CreateRecord(upn: Upn1)]) { Reason = MatchRules.UpnConflict },
    ];

    public static TheoryData<string> Codes => [.. Vetoes.Codes];

    [Fact]
    public void AllOn_EveryScenarioIsAskedAboutForItsReason() =>
        Assert.All(Scenarios, scenario => AssertReview(scenario.Reason, Decide(scenario)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void OneOff_ItsScenarioIsNoLongerAskedAbout(string veto)
    {
        Scenario scenario = Assert.Single(Scenarios, scenario => scenario.Veto == veto);
        Assert.NotEqual(MatchOutcome.Review, Decide(scenario, veto).Outcome);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void OneOff_NoOtherScenarioIsLetThrough(string veto) =>
        Assert.All(Scenarios.Where(scenario => scenario.Veto != veto), scenario => Assert.Equal(MatchOutcome.Review, Decide(scenario, veto).Outcome));

    private static MatchDecision Decide(Scenario scenario, params string[] off)
    {
        var index = new AccountIndex { VetoesOff = off.ToHashSet() };
        Assert.All(scenario.Accounts, index.Upsert);
        return index.Match(scenario.Batch)[0];
    }

    // All other accounts of the school find their owners, so that by its weight alone the one left over would be linked.
    private static Scenario InAWholeExport(string veto, MatchAccount account, MatchRecord record)
    {
        int[] others = [.. Enumerable.Range(1, 40)];
        return new Scenario(
            veto,
            [account, .. others.Select(i => CreateAccount($"c{i}", "Quilla", Surname(i), Birthday.AddDays(i), CreateUpn(i + 100)))],
            [record, .. others.Select(i => CreateRecord($"c{i}", "Quilla", Surname(i), Birthday.AddDays(i), CreateUpn(i + 100)))]);
    }

    private static string Surname(int i) => string.Concat("BDFGKLMNPR"[i % 10], "aeiou"[i / 10], "nrow");

    private sealed record Scenario(string Veto, MatchAccount[] Accounts, MatchRecord[] Batch)
    {
        /// <summary>The reason a human reads: the veto, or what weighs more on the account shown.</summary>
        public string Reason { get; init; } = Veto;
    }
}

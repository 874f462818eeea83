using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>What a data manager reads about a pair.</summary>
public class WordsTests
{
    [Theory]
    [InlineData("Harriet", "Lanyon", "date of birth same; first name same; surname same; no UPN on either side; school same")]
    [InlineData("HARRIET", "Lányon", "date of birth same; first name same; surname same; no UPN on either side; school same")]
    [InlineData("Hariet", "Penrose", "date of birth same; first name Hariet / Harriet: one slip apart; surname differs (Penrose / Lanyon); no UPN on either side; school same")]
    [InlineData("Hattie", "Lanyon-Pascoe", "date of birth same; first name Hattie / Harriet: short form; surname Lanyon-Pascoe / Lanyon: one is part of the other; no UPN on either side; school same")]
    [InlineData("H", "", "date of birth same; first name H / Harriet: initial; surname known on one side only; no UPN on either side; school same")]
    [InlineData("Lanyon", "Harriet", "date of birth same; first name and surname exchanged (Lanyon Harriet / Harriet Lanyon); no UPN on either side; school same")]
    public void Names(string first, string last, string expected) =>
        Assert.Equal(expected, PairComparer.Compare(CreateRecord(first: first, last: last), CreateAccount("a")).Words);

    [Fact]
    public void TheIssuesExample() => Assert.Equal(
        "date of birth same; first name Muhammad / Mohammed: same name; surname differs (Khan / Ali); UPNs conflict; school same",
        PairComparer.Compare(CreateRecord(first: "Muhammad", last: "Khan", upn: CreateUpn(1)), CreateAccount("a", "Mohammed", "Ali", upn: CreateUpn(2))).Words);

    [Theory]
    [InlineData("2012-05-17", "date of birth same")]
    [InlineData("2012-05-11", "date of birth near (11 May 2012 / 17 May 2012): one slip apart")]
    [InlineData("2012-09-17", "date of birth near (17 Sep 2012 / 17 May 2012): one slip apart")]
    [InlineData("2012-05-20", "date of birth near (20 May 2012 / 17 May 2012): two of day, month and year agree")]
    [InlineData("2009-11-28", "date of birth differs (28 Nov 2009 / 17 May 2012)")]
    public void Dates(string born, string expected) =>
        Assert.StartsWith(expected + ";", PairComparer.Compare(CreateRecord(born: DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)), CreateAccount("a")).Words);

    [Fact]
    public void PreferredName_SaysSo() => Assert.Contains(
        "first name same (as also known);",
        PairComparer.Compare(CreateRecord(first: "Xanthe"), CreateAccount("a") with { OtherFirstName = "Xanthe" }).Words);

    [Fact]
    public void Staff_HaveNoUpn() => Assert.Equal(
        "date of birth not known on either side; first name same; surname same; school differs",
        PairComparer.Compare(
            CreateRecord(school: SchoolB) with { Kind = MatchKind.Staff, DateOfBirth = null },
            CreateAccount("a") with { Kind = MatchKind.Staff, DateOfBirth = null }).Words);

    [Fact]
    public void Decision_CarriesTheWordsOfEachCandidate_EvenAfterTheIndexChanged()
    {
        var index = CreateIndex(CreateAccount("a", upn: CreateUpn(1)));
        MatchDecision decision = index.MatchOne(CreateRecord(upn: CreateUpn(2)));
        index.Upsert(CreateAccount("a", "Quilla"));
        Assert.Equal("date of birth same; first name same; surname same; UPNs conflict; school same", Assert.Single(decision.Candidates).Words);
    }

    [Fact]
    public void TwoAccounts_CompareBothWays()
    {
        var one = CreateAccount("a", "Muhammad", upn: CreateUpn(1));
        var other = CreateAccount("b", "Mohammed", upn: CreateUpn(2), school: SchoolB);
        PairComparison there = PairComparer.Compare(one, other);
        PairComparison back = PairComparer.Compare(other, one);
        Assert.Equal((there.Evidence, there.Score, there.Rule), (back.Evidence, back.Score, back.Rule));
        Assert.Equal([MatchRules.UpnConflict], there.Vetoes);
        Assert.EndsWith("UPNs conflict; school differs", there.Words);
    }
}

using System.Globalization;
using Uso.Matching.Compare;
using Uso.Matching.Rules;
using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>The one case in which a UPN links although the name does not agree: see docs/adr/0013.</summary>
public class NewNameTests
{
    private static readonly string[] Firsts = ["Ada", "Boris", "Chidi", "Delphine", "Eamon", "Farah", "Gustav", "Hyacinth", "Ibrahim", "Jocasta"];
    private static readonly string[] Lasts = ["Okafor", "Pemberton", "Zhang", "Whitlock"];

    private static readonly MatchAccount[] School =
    [
        .. Enumerable.Range(0, 39).Select(i => CreateAccount($"a{i}", Firsts[i % 10], Lasts[i / 10], new DateOnly(2012, 1, 2).AddDays(i * 9), CreateUpn(i + 1))),
        CreateAccount("old", "Nkechi", "Quigley", new DateOnly(2012, 12, 25), CreateUpn(100)),
    ];

    private static readonly MatchRecord Renamed = CreateRecord("new", "Ursula", "Quigley", new DateOnly(2012, 12, 25), CreateUpn(100));

    [Fact]
    public void WholeExport_TheOwnerIsNowhereElse_IsTheChildsNewName() => Assert.Equal((MatchOutcome.Linked, "old"), Of(Match(School, [.. Export(39), Renamed])));

    [Theory]
    [InlineData("alone")]
    [InlineData("part of the school")]
    [InlineData("the owner is there")]
    [InlineData("another birthday")]
    [InlineData("a twin has an account")]
    [InlineData("of another school")]
    public void AnythingLess_Asks(string what)
    {
        var (accounts, batch) = what switch
        {
            "alone" => (School, [Renamed]),
            "part of the school" => (School, [.. Export(18), Renamed]),
            "the owner is there" => (School, [.. Export(39), CreateRecord("owner", "Nkechi", "Quigley", new DateOnly(2012, 12, 25), CreateUpn(100)), Renamed]),
            "another birthday" => (School, [.. Export(39), Renamed with { DateOfBirth = new DateOnly(2011, 4, 1) }]),
            "a twin has an account" => ([.. School, CreateAccount("twin", "Chinwe", "Quigley", new DateOnly(2012, 12, 25), CreateUpn(101))], [.. Export(39), Renamed]),
            _ => (School, new[] { Renamed with { School = SchoolB } }),
        };

        MatchDecision decision = Match(accounts, batch);

        Assert.Equal(MatchOutcome.Review, decision.Outcome);
        Assert.Contains("old", decision.Candidates.Select(candidate => candidate.Username));
    }

    [Theory]
    [InlineData("Nkechi", "Hartwell", "2012-12-15", true)]
    [InlineData("Ursula", "Quigley", "2012-12-15", false)]
    [InlineData("Nkechi", "Hartwell", "2011-04-01", false)]
    [InlineData("Ursula", "Hartwell", null, false)]
    public void WholeExport_ASlipInTheDateOrNone_NeedsTheFirstName(string first, string last, string? born, bool links)
    {
        MatchRecord record = Renamed with { FirstName = first, LastName = last, DateOfBirth = born is null ? null : DateOnly.Parse(born, CultureInfo.InvariantCulture) };
        Assert.Equal(links ? MatchOutcome.Linked : MatchOutcome.Review, Match(School, [.. Export(39), record]).Outcome);
    }

    /// <summary>Without a date, a slip in the first name leaves it to the weight of evidence; a first name like it does not.</summary>
    [Theory]
    [InlineData(NameLevel.Slip, true, false)]
    [InlineData(NameLevel.Slip, false, true)]
    [InlineData(NameLevel.Alike, true, true)]
    public void NoDate_WholeExport_ASlipInTheFirstName_IsNoVeto(object first, bool alone, bool vetoed)
    {
        var compared = new Comparison((NameLevel)first, NameLevel.Different, false, false, DateLevel.Missing, false, UpnRelation.Same, true);
        Assert.Equal(vetoed ? [MatchRules.UpnNameDisagrees] : [], Vetoes.Of(compared, MatchRules.WeightOfEvidence, twin: false, alone));
    }

    private static MatchDecision Match(MatchAccount[] accounts, MatchRecord[] batch) => CreateIndex(accounts).Match(batch)[^1];

    private static (MatchOutcome, string) Of(MatchDecision decision) => (decision.Outcome, decision.Candidates[0].Username);

    private static MatchRecord[] Export(int people) =>
        [.. School.Take(people).Select(account => CreateRecord(account.Username, account.FirstName, account.LastName, account.DateOfBirth, account.Upn))];
}

using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>One test per veto: each would link, or create, if its veto were taken away.</summary>
public class VetoTests
{
    private static readonly string Upn1 = CreateUpn(1);
    private static readonly string Upn2 = CreateUpn(2);

    [Fact]
    public void UpnConflict_EverythingElseEqual_Asks()
    {
        MatchDecision decision = CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord(upn: Upn2));
        AssertReview(MatchRules.UpnConflict, decision);
        Assert.Equal([MatchRules.UpnConflict], Assert.Single(decision.Candidates).Vetoes);
    }

    [Fact]
    public void UpnNameDisagrees_NotEvenAnotherAccountThatFitsIsLinked()
    {
        var index = CreateIndex(CreateAccount("holder", "Quilla", "Penrose", new DateOnly(2010, 3, 3), Upn1), CreateAccount("fits"));
        MatchDecision decision = index.MatchOne(CreateRecord(upn: Upn1));
        AssertReview(MatchRules.UpnNameDisagrees, decision);
        Assert.Equal(["fits", "holder"], decision.Candidates.Select(candidate => candidate.Username));
        Assert.Equal([MatchRules.UpnNameDisagrees], decision.Candidates[1].Vetoes);
        AssertReview(MatchRules.UpnNameDisagrees, CreateIndex(CreateAccount("holder", "Quilla", "Penrose", new DateOnly(2010, 3, 3), Upn1)).MatchOne(CreateRecord(upn: Upn1)));
    }

    [Fact]
    public void UpnNameDisagrees_SiblingsUpn_Asks() =>
        AssertReview(MatchRules.UpnNameDisagrees, CreateIndex(CreateAccount("a", first: "Quilla", upn: Upn1)).MatchOne(CreateRecord(upn: Upn1)));

    [Fact]
    public void UpnDateDisagrees_Asks() =>
        AssertReview(MatchRules.UpnDateDisagrees, CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord(first: "Hattie", born: new DateOnly(2009, 11, 28), upn: Upn1)));

    [Fact]
    public void Twin_AnAccount_NearFirstName_Asks()
    {
        var alone = CreateIndex(CreateAccount("alexandra", "Alexandra", upn: Upn1));
        AssertLinked("alexandra", MatchRules.UpnAndIdentity, alone.MatchOne(CreateRecord(first: "Alex", upn: Upn1)));
        var twins = CreateIndex(CreateAccount("alexandra", "Alexandra", upn: Upn1), CreateAccount("george", "George", upn: Upn2));
        AssertReview(MatchRules.Twin, twins.MatchOne(CreateRecord(first: "Alex", upn: Upn1)));
    }

    [Fact]
    public void Twin_ARecordOfTheBatch_NearFirstName_Asks()
    {
        var index = CreateIndex(CreateAccount("alexandra", "Alexandra", upn: Upn1));
        IReadOnlyList<MatchDecision> decisions = index.Match([CreateRecord("1", "Alex", upn: Upn1), CreateRecord("2", "George", upn: Upn2)]);
        AssertReview(MatchRules.Twin, decisions[0]);
    }

    [Fact]
    public void Twin_SharedPartOfTheFirstName_Asks()
    {
        var index = CreateIndex(CreateAccount("a", "Mary", upn: Upn1));
        AssertLinked("a", MatchRules.UpnAndIdentity, index.MatchOne(CreateRecord(first: "Mary Ann", upn: Upn1)));
        AssertReview(MatchRules.Twin, index.Match([CreateRecord("1", "Mary Ann", upn: Upn1), CreateRecord("2", "Mary Beth", upn: Upn2)])[0]);
    }

    [Fact]
    public void SameBirthdayOtherName_IsNeitherLinkedNorCreated()
    {
        MatchDecision decision = CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: "Quilla", upn: Upn1));
        AssertReview(MatchRules.SameBirthdayOtherName, decision);
        Assert.Equal("a", Assert.Single(decision.Candidates).Username);
    }

    [Fact]
    public void JanuaryFirst_IdentityAndSchoolAreNotEnough()
    {
        var newYear = new DateOnly(2012, 1, 1);
        AssertReview(MatchRules.JanuaryFirst, CreateIndex(CreateAccount("a", born: newYear)).MatchOne(CreateRecord(born: newYear)));
    }

    [Fact]
    public void JanuaryFirst_WithOneName_IsLikeNobody()
    {
        var newYear = new DateOnly(2012, 1, 1);
        AssertCreate(CreateIndex(CreateAccount("a", "Ellie", born: newYear)).MatchOne(CreateRecord(first: "Elton", born: newYear)));
    }

    [Fact]
    public void JanuaryFirst_UpnNeedsBothNames()
    {
        var newYear = new DateOnly(2012, 1, 1);
        var index = CreateIndex(CreateAccount("a", born: newYear, upn: Upn1));
        AssertReview(MatchRules.JanuaryFirst, index.MatchOne(CreateRecord(last: "Penrose", born: newYear, upn: Upn1)));
        AssertLinked("a", MatchRules.UpnAndIdentity, index.MatchOne(CreateRecord(born: newYear, upn: Upn1)));
        AssertLinked("a", MatchRules.UpnAndIdentity, index.MatchOne(CreateRecord(born: new DateOnly(2012, 9, 30), upn: Upn1)));
    }

    [Theory]
    [InlineData("Lanyon", "Harriet", true)]
    [InlineData("Harreit", "Lanyon", true)]
    [InlineData("Harriet", "Lanyun", true)]
    [InlineData("Hattie", "Lanyon", false)]
    [InlineData("Harriet", "Quick-Lanyard", false)]
    public void JanuaryFirst_WithTheUpn_ASlipIsTheName(string first, string last, bool links)
    {
        var newYear = new DateOnly(2012, 1, 1);
        MatchDecision decision = CreateIndex(CreateAccount("a", born: newYear, upn: Upn1)).MatchOne(CreateRecord(first: first, last: last, born: newYear, upn: Upn1));
        Assert.Equal(links ? MatchOutcome.Linked : MatchOutcome.Review, decision.Outcome);
    }

    [Fact]
    public void SharedFirstName_BrothersNamedMuhammad_Asks()
    {
        var index = CreateIndex(CreateAccount("a", first: "Muhammad"));
        AssertReview(MatchRules.SharedFirstName, index.MatchOne(CreateRecord(first: "Muhammad Yusuf")));
        AssertLinked("b", MatchRules.WeightOfEvidence, CreateIndex(CreateAccount("b", first: "George")).MatchOne(CreateRecord(first: "George Yusuf")));
    }

    [Theory]
    [InlineData("Muhammad Musa", "Musa")]
    [InlineData("Muhammad Musa", "Mohammed Musa")]
    [InlineData("Syed Musa", "Muhammad Musa")]
    [InlineData("Abdullah Musa", "Abdullah")]
    public void SharedFirstName_WhatFollowsItIsTheName_Links(string account, string record) => AssertLinked(
        "a", MatchRules.WeightOfEvidence, CreateIndex(CreateAccount("a", first: account)).MatchOne(CreateRecord(first: record)));

    [Theory]
    [InlineData("Muhammad Musa", "Muhammad Yusuf")]
    [InlineData("Muhammad Musa", "Yusuf")]
    [InlineData("Muhammad Musa", "Muhammad")]
    [InlineData("Syed Muhammad", "Syed Muhammad Musa")]
    [InlineData("Muhammad Musa", "Moosa")]
    [InlineData("Abdul Rahman", "Abdul Rahim")]
    public void SharedFirstName_Brothers_AreNeverLinked(string account, string record) =>
        Assert.NotEqual(MatchOutcome.Linked, CreateIndex(CreateAccount("a", first: account)).MatchOne(CreateRecord(first: record)).Outcome);

    [Fact]
    public void SharedFirstName_ATwinWhoHasItToo_Asks()
    {
        var index = CreateIndex(CreateAccount("musa", "Muhammad Musa"), CreateAccount("ali", "Muhammad Ali"));
        AssertReview(MatchRules.Twin, index.MatchOne(CreateRecord(first: "Mohammed Musa")));
    }

    [Fact]
    public void Rival_FieldIdenticalAccounts_Asks()
    {
        MatchDecision decision = CreateIndex(CreateAccount("b"), CreateAccount("a")).MatchOne(CreateRecord());
        AssertReview(MatchRules.Rival, decision);
        Assert.Equal(["a", "b"], decision.Candidates.Select(candidate => candidate.Username));
    }

    [Fact]
    public void Rival_TheUpnDoesNotHideASecondAccountOfTheSameChild() =>
        AssertReview(MatchRules.Rival, CreateIndex(CreateAccount("a", upn: Upn1), CreateAccount("b")).MatchOne(CreateRecord(upn: Upn1)));

    [Fact]
    public void Rival_TwoAccountsWithOneUpn_Asks() =>
        AssertReview(MatchRules.Rival, CreateIndex(CreateAccount("a", upn: Upn1), CreateAccount("b", "Quilla", "Penrose", upn: Upn1)).MatchOne(CreateRecord(upn: Upn1)));

    [Fact]
    public void Rival_WithAnotherUpn_IsNone() =>
        AssertLinked("a", MatchRules.UpnAndIdentity, CreateIndex(CreateAccount("a", upn: Upn1), CreateAccount("b", upn: Upn2)).MatchOne(CreateRecord(upn: Upn1)));

    [Fact]
    public void BatchConflict_TwoClaimsOnOneAccount_BothAsk()
    {
        var decisions = CreateIndex(CreateAccount("a", upn: Upn1)).Match([CreateRecord("1", upn: Upn1), CreateRecord("2")]);
        Assert.All(decisions, decision => AssertReview(MatchRules.BatchConflict, decision));
    }

    [Theory]
    [InlineData("Harriet", "Lanyon", 1, 2)]
    [InlineData("Hattie", "Lanyon", 0, 0)]
    [InlineData("Quilla", "Penrose", 1, 1)]
    public void BatchDuplicate_OneChildTwice_BothAsk(string first, string last, int upn, int other)
    {
        var decisions = new AccountIndex().Match(
        [
            CreateRecord("1", upn: upn == 0 ? null : CreateUpn(upn)),
            CreateRecord("2", first, last, upn: other == 0 ? null : CreateUpn(other)),
        ]);
        Assert.All(decisions, decision => AssertReview(MatchRules.BatchDuplicate, decision));
    }
}

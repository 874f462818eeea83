using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

public class TwinTests
{
    private static readonly string Upn1 = CreateUpn(1);
    private static readonly string Upn2 = CreateUpn(2);

    [Theory]
    [InlineData("Ella", "Ellie")]
    [InlineData("Riya", "Diya")]
    [InlineData("Alexander", "Alexandra")]
    [InlineData("Mohammad Ali", "Mohammad Yusuf")]
    public void BothHaveAccounts_EachGetsItsOwn(string one, string other)
    {
        var index = CreateIndex(CreateAccount("one", one, upn: Upn1), CreateAccount("other", other, upn: Upn2));
        var decisions = index.Match([CreateRecord("1", other, upn: Upn2), CreateRecord("2", one, upn: Upn1)]);
        AssertLinked("other", MatchRules.UpnAndIdentity, decisions[0]);
        AssertLinked("one", MatchRules.UpnAndIdentity, decisions[1]);
    }

    [Theory]
    [InlineData("Ella", "Ellie")]
    [InlineData("Alexander", "Alexandra")]
    public void UpnsExchanged_NobodyIsLinkedToTheSibling(string one, string other)
    {
        var index = CreateIndex(CreateAccount("one", one, upn: Upn1), CreateAccount("other", other, upn: Upn2));
        var decisions = index.Match([CreateRecord("1", one, upn: Upn2), CreateRecord("2", other, upn: Upn1)]);
        Assert.All(decisions, decision => Assert.Equal(MatchOutcome.Review, decision.Outcome));
    }

    [Fact]
    public void OneAccount_TheSiblingIsNew_OneLinkOneCreate()
    {
        var decisions = CreateIndex(CreateAccount("a", upn: Upn1)).Match([CreateRecord("1", upn: Upn1), CreateRecord("2", "Quilla", upn: Upn2)]);
        AssertLinked("a", MatchRules.UpnAndIdentity, decisions[0]);
        AssertCreate(decisions[1]);
    }

    [Fact]
    public void OneAccount_OnlyTheNewSiblingInTheBatch_AnotherUpnAndAnotherName_Creates() =>
        AssertCreate(CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord("2", "Quilla", upn: Upn2)));

    [Fact]
    public void OneAccount_OnlyTheNewSiblingInTheBatch_WithoutUpn_Asks() =>
        AssertReview(MatchRules.SameBirthdayOtherName, CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord("2", "Quilla")));

    [Fact]
    public void OneAccount_NewSiblingWithANearNameAndNoUpn_Asks()
    {
        var decisions = CreateIndex(CreateAccount("a", "Ella", upn: Upn1)).Match([CreateRecord("1", "Ella", upn: Upn1), CreateRecord("2", "Ellie")]);
        Assert.Equal(MatchOutcome.Review, decisions[1].Outcome);
    }

    [Fact]
    public void OneAccount_ANearNameAndAnotherUpn_AsksUnlessTheAccountsOwnerIsThereToo()
    {
        var decisions = CreateIndex(CreateAccount("a", "Ella", upn: Upn1)).Match([CreateRecord("1", "Ella", upn: Upn1), CreateRecord("2", "Ellie", upn: Upn2)]);
        AssertLinked("a", MatchRules.UpnAndIdentity, decisions[0]);
        AssertCreate(decisions[1]);
        AssertReview(MatchRules.UpnConflict, CreateIndex(CreateAccount("a", "Ella", upn: Upn1)).MatchOne(CreateRecord("2", "Ellie", upn: Upn2)));
    }

    [Fact]
    public void NewTwins_TwoAccounts()
    {
        var decisions = new AccountIndex().Match([CreateRecord("1", "Ella", upn: Upn1), CreateRecord("2", "Ellie", upn: Upn2), CreateRecord("3", "Tom", upn: CreateUpn(3))]);
        Assert.All(decisions, AssertCreate);
    }
}

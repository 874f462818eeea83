using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

public class LinkTests
{
    private static readonly string Upn1 = CreateUpn(1);

    [Theory]
    [InlineData("Harriet", "Lanyon")]
    [InlineData("HARRIET", " lanyon ")]
    [InlineData("Harriet Jane", "Lanyon")]
    [InlineData("Hattie", "Lanyon")]
    [InlineData("Hariet", "Lanyon")]
    [InlineData("Harriet", "Penrose")]
    [InlineData("Lanyon", "Harriet")]
    public void UpnAndBirthdayEqual_FirstNameAgrees_Links(string first, string last) =>
        AssertLinked("a", MatchRules.UpnAndIdentity, CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord(first: first, last: last, upn: Upn1)));

    [Fact]
    public void UpnEqual_AtAnotherSchool_Links() =>
        AssertLinked("a", MatchRules.UpnAndIdentity, CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord(upn: Upn1, school: SchoolB)));

    [Fact]
    public void UpnEqual_DateNear_LinksOnlyWithTheSurnamesSupport()
    {
        var index = CreateIndex(CreateAccount("a", upn: Upn1));
        var near = new DateOnly(2012, 5, 11);
        AssertLinked("a", MatchRules.UpnAndIdentity, index.MatchOne(CreateRecord(born: near, upn: Upn1)));
        AssertReview(MatchRules.UpnNameDisagrees, index.MatchOne(CreateRecord(last: "Penrose", born: near, upn: Upn1)));
    }

    [Fact]
    public void PreferredNames_AgreeBothWays()
    {
        var account = CreateAccount("a") with { OtherFirstName = "Xanthe" };
        AssertLinked("a", MatchRules.IdentityAndSchool, CreateIndex(account).MatchOne(CreateRecord(first: "Xanthe")));
        AssertLinked("a", MatchRules.IdentityAndSchool, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: "Quilla") with { OtherFirstName = "Harriet" }));
        AssertLinked("a", MatchRules.IdentityAndSchool, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(last: "Penrose") with { OtherLastName = "Lanyon" }));
    }

    [Theory]
    [InlineData("Harriet", "Lanyon", MatchRules.IdentityAndSchool)]
    [InlineData("Harriet Jane", "Lanyon", MatchRules.WeightOfEvidence)]
    [InlineData("Harriet", "Lanyon-Pascoe", MatchRules.WeightOfEvidence)]
    public void NoUpn_IdentityAndSchoolEqual_Links(string first, string last, string rule) =>
        AssertLinked("a", rule, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: first, last: last)));

    [Theory]
    [InlineData("Harriet Jane", "Lanion")]
    [InlineData("Hattie", "Lanion")]
    public void NoUpn_BothNamesOnlyNear_Asks(string first, string last) =>
        Assert.Equal(MatchOutcome.Review, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: first, last: last)).Outcome);

    [Theory]
    [InlineData("Harriet", "Lanion", 2012, 5, 17)]
    [InlineData("Lanyon", "Harriet", 2012, 5, 17)]
    [InlineData("Harriet", "Lanyon", 2012, 5, 11)]
    [InlineData("Harriet", "Lanyon", 2013, 5, 17)]
    public void NoUpn_OneSlip_TheRestRareAndEqual_Links(string first, string last, int year, int month, int day) =>
        AssertLinked("a", MatchRules.WeightOfEvidence, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: first, last: last, born: new DateOnly(year, month, day))));

    [Fact]
    public void NoUpn_OneSlip_TheNamesCommonInTheArea_Asks()
    {
        var index = CreateIndex([CreateAccount("a"), .. Enumerable.Range(0, 4).Select(i => CreateAccount($"other{i}", born: new DateOnly(2007, 3, 2).AddDays(i * 31), school: SchoolB))]);
        AssertReview(MatchRules.Doubtful, index.MatchOne(CreateRecord(born: new DateOnly(2012, 5, 11))));
        AssertLinked("a", MatchRules.IdentityAndSchool, index.MatchOne(CreateRecord()));
    }

    [Fact]
    public void NoUpn_MovedWithinTheArea_LinksWhenNobodyElseHasTheNames()
    {
        var record = CreateRecord(school: SchoolB);
        AssertLinked("a", MatchRules.WeightOfEvidence, CreateIndex(CreateAccount("a")).MatchOne(record));
    }

    [Fact]
    public void TemporaryOrBadUpn_IsWeak_NeverConflictsNeverLinks()
    {
        string temporary = CreateTemporaryUpn(1);
        var index = CreateIndex(CreateAccount("a", upn: Upn1));
        AssertLinked("a", MatchRules.IdentityAndSchool, index.MatchOne(CreateRecord(upn: temporary)));
        AssertLinked("a", MatchRules.IdentityAndSchool, index.MatchOne(CreateRecord(upn: "nonsense")));
        AssertReview(MatchRules.SameBirthdayOtherName, CreateIndex(CreateAccount("a", upn: temporary)).MatchOne(CreateRecord(first: "Quilla", upn: temporary)));
    }

    [Theory]
    [InlineData("Harriet", "Lanyon", 2013, 9, 2)]
    [InlineData("Harriet", "Penrose", 2012, 5, 11)]
    [InlineData("Quilla", "Penrose", 2012, 5, 17)]
    public void NobodyNear_Creates(string first, string last, int year, int month, int day) =>
        AssertCreate(CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: first, last: last, born: new DateOnly(year, month, day))));

    [Theory]
    [InlineData("Harriet", "Penrose", 2012, 5, 17)]
    [InlineData("Quilla", "Lanyon", 2012, 5, 17)]
    [InlineData("Hattie", "Lanion", 2012, 5, 17)]
    [InlineData("Lanyon", "Harriet", 2012, 5, 18)]
    public void SomebodyNear_NeverCreates(string first, string last, int year, int month, int day) =>
        Assert.Equal(
            MatchOutcome.Review,
            CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(first: first, last: last, born: new DateOnly(year, month, day))).Outcome);

    [Fact]
    public void DayAndMonthExchanged_AtAnotherSchool_Asks()
    {
        var index = CreateIndex(CreateAccount("a", born: new DateOnly(2012, 5, 8)));
        Assert.Equal(MatchOutcome.Review, index.MatchOne(CreateRecord(born: new DateOnly(2012, 8, 5), school: SchoolB)).Outcome);
    }

    [Fact]
    public void MissingDate_Asks()
    {
        AssertReview(MatchRules.Doubtful, CreateIndex(CreateAccount("a") with { DateOfBirth = null }).MatchOne(CreateRecord(school: SchoolB)));
        AssertReview(MatchRules.Doubtful, CreateIndex(CreateAccount("a")).MatchOne(CreateRecord(school: SchoolB) with { DateOfBirth = null }));
    }

    [Fact]
    public void PupilAndStaff_NeverMeet() =>
        AssertCreate(CreateIndex(CreateAccount("a", upn: Upn1)).MatchOne(CreateRecord(upn: Upn1) with { Kind = MatchKind.Staff }));

    [Fact]
    public void OneName_LinksByUpnAndAsksAtAnotherSchoolWithout()
    {
        var index = CreateIndex(CreateAccount("a", first: "Sukarno", last: "", upn: Upn1));
        AssertLinked("a", MatchRules.UpnAndIdentity, index.MatchOne(CreateRecord(first: "Sukarno", last: "", upn: Upn1)));
        Assert.Equal(MatchOutcome.Review, index.MatchOne(CreateRecord(first: "Sukarno", last: "", school: SchoolB)).Outcome);
    }

    [Fact]
    public void Removed_IsForgotten()
    {
        var index = CreateIndex(CreateAccount("a", upn: Upn1), CreateAccount("b", first: "Quilla", last: "Penrose"));
        index.Remove("a");
        index.Remove("nobody");
        Assert.Equal(1, index.Count);
        AssertCreate(index.MatchOne(CreateRecord(upn: Upn1)));
    }

    [Fact]
    public void Upserted_ReplacesWhatWasKnown()
    {
        var index = CreateIndex(CreateAccount("a"));
        index.Upsert(CreateAccount("a", first: "Quilla", last: "Penrose"));
        Assert.Equal(1, index.Count);
        AssertCreate(index.MatchOne(CreateRecord(born: new DateOnly(2012, 5, 18))));
        AssertLinked("a", MatchRules.IdentityAndSchool, index.MatchOne(CreateRecord(first: "Quilla", last: "Penrose")));
    }

    [Fact]
    public void ManyChanges_RebuildLosesNobody()
    {
        var index = new AccountIndex();
        for (int round = 0; round < 8; round++)
        {
            for (int i = 0; i < 500; i++)
            {
                index.Upsert(CreateAccount($"u{i}", first: Word(i), last: Word((i * 7) + round), born: Birthday.AddDays(i * 11 % 200)));
            }
        }

        Assert.Equal(500, index.Count);
        for (int i = 0; i < 500; i++)
        {
            AssertLinked($"u{i}", MatchRules.IdentityAndSchool, index.MatchOne(CreateRecord(first: Word(i), last: Word((i * 7) + 7), born: Birthday.AddDays(i * 11 % 200))));
        }
    }

    private static string Word(int i) => string.Concat("bdfglmnprstvz"[i % 13], "aeiou"[i / 13 % 5], "bdfglmnprstvz"[i / 65 % 13], "aeiou"[i / 845 % 5]) + "rn";

    [Fact]
    public void StaffOfASchool_SayNothingOfItsPupilsAccounts()
    {
        MatchAccount[] staff = [.. Enumerable.Range(0, 30).Select(i => CreateAccount($"s{i:00}", "Quilla", $"Penrose{(char)('a' + i % 26)}{(char)('a' + i / 26)}", Birthday.AddDays(-9000 - (40 * i)), school: SchoolB) with { Kind = MatchKind.Staff })];
        var index = CreateIndex([.. staff, CreateAccount("a", school: SchoolB, upn: CreateTemporaryUpn(1)) with { DateOfBirth = null }]);
        MatchRecord pupil = CreateRecord("pupil", last: "Lanyon-Ives", upn: CreateTemporaryUpn(2)) with { DateOfBirth = null };
        MatchRecord[] batch = [pupil, .. staff.Select(s => CreateRecord(s.Username, s.FirstName, s.LastName, s.DateOfBirth, school: SchoolB) with { Kind = MatchKind.Staff })];
        IReadOnlyList<MatchDecision> decisions = index.Match(batch);
        Assert.All(decisions.Skip(1), decision => Assert.Equal(MatchOutcome.Linked, decision.Outcome));
        Assert.Equal(index.MatchOne(pupil).Outcome, decisions[0].Outcome);
    }
}

using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

public class StaffTests
{
    [Fact]
    public void NoDates_SchoolSentAgain_Links() =>
        AssertLinked("a", MatchRules.StaffNamesAndSchool, CreateIndex(Account("a")).MatchOne(Record()));

    [Fact]
    public void NoDates_NamesakeElsewhereInTheArea_Asks() =>
        AssertReview(MatchRules.Rival, CreateIndex(Account("a"), Account("b", school: SchoolB)).MatchOne(Record()));

    [Fact]
    public void NoDates_AtAnotherSchool_Asks() =>
        AssertReview(MatchRules.Doubtful, CreateIndex(Account("a")).MatchOne(Record(school: SchoolB)));

    [Fact]
    public void DateOnOneSideOnly_Asks() =>
        AssertReview(MatchRules.Doubtful, CreateIndex(Account("a")).MatchOne(Record(born: Birthday)));

    [Fact]
    public void DatesEqual_Links() =>
        AssertLinked("a", MatchRules.IdentityAndSchool, CreateIndex(Account("a", born: Birthday)).MatchOne(Record(born: Birthday)));

    [Fact]
    public void DatesFarApart_AreTwoPeople() =>
        AssertCreate(CreateIndex(Account("a", born: Birthday)).MatchOne(Record(born: new DateOnly(1975, 12, 3))));

    [Fact]
    public void NearNames_Ask() =>
        AssertReview(MatchRules.Doubtful, CreateIndex(Account("a")).MatchOne(Record(first: "Hattie")));

    [Fact]
    public void AUpnOnStaff_IsNoEvidence() =>
        AssertCreate(CreateIndex(Account("a") with { Upn = CreateUpn(1) }).MatchOne(Record(first: "Quilla", last: "Penrose") with { Upn = CreateUpn(1) }));

    [Fact]
    public void TwoOfOneName_InTheBatch_BothAsk()
    {
        Assert.All(CreateIndex(Account("a")).Match([Record("1"), Record("2")]), decision => AssertReview(MatchRules.BatchConflict, decision));
        Assert.All(new AccountIndex().Match([Record("1"), Record("2")]), decision => AssertReview(MatchRules.BatchDuplicate, decision));
        Assert.All(new AccountIndex().Match([Record("1"), Record("2", school: SchoolB)]), AssertCreate);
    }

    private static MatchAccount Account(string username, DateOnly? born = null, string school = SchoolA) =>
        CreateAccount(username, school: school) with { Kind = MatchKind.Staff, DateOfBirth = born };

    private static MatchRecord Record(string id = "1", string first = "Harriet", string last = "Lanyon", DateOnly? born = null, string school = SchoolA) =>
        CreateRecord(id, first, last, school: school) with { Kind = MatchKind.Staff, DateOfBirth = born };
}

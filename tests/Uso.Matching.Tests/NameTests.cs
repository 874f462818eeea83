using Uso.Matching.Normalise;
using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>The names of England's schools: what is one name, what is like it, what is another.</summary>
public class NameTests
{
    /// <summary>Written so, the name is the same: a record without UPN is linked by names, birthday and school.</summary>
    [Theory]
    [InlineData("Zoë", "O'Brien-Smith", "ZOE", "OBRIEN SMITH")]
    [InlineData("Zoë", "O’Brien", "Zoe", "O`Brien")]
    [InlineData("Aoife", "Ó Briain", "Aoife", "O'Briain")]
    [InlineData("Siân", "Ní Dhomhnaill", "Sian", "Ni Dhomhnaill")]
    [InlineData("Łukasz", "Wiśniewski", "LUKASZ", "WISNIEWSKI")]
    [InlineData("Søren", "Strauß", "Soren", "Strauss")]
    [InlineData("Mary-Jane", "de la Mare", "Mary Jane", "Delamare")]
    [InlineData("Đặng", "Nguyễn", "Dang", "Nguyen")]
    [InlineData("Harriet", "Mac Donald", "Harriet", "MACDONALD")]
    [InlineData("Miss Harriet", "Lanyon", "Harriet", "Lanyon")]
    [InlineData("Master Tom", "Lanyon Jnr", "Tom", "Lanyon")]
    [InlineData("Dr. Rev Harriet", "Lanyon III", "Harriet", "Lanyon")]
    [InlineData("Иван", "Петров", "ИВАН", "ПЕТРОВ")]
    [InlineData("小龍", "李", "小龍", "李")]
    [InlineData("مُحَمَّد", "خان", "محمد", "خان")]
    public void SameName_Links(string first, string last, string otherFirst, string otherLast) => AssertLinked(
        "a", MatchRules.IdentityAndSchool, CreateIndex(CreateAccount("a", otherFirst, otherLast)).MatchOne(CreateRecord(first: first, last: last)));

    /// <summary>Like the account's name: never enough for a link without UPN, never overlooked either.</summary>
    [Theory]
    [InlineData("Muhammad", "Khan", "Mohammed", "Khan")]
    [InlineData("Mohd", "Khan", "Muhammad", "Khan")]
    [InlineData("Mohamed Ali", "Khan", "Muhammad Aly", "Khan")]
    [InlineData("Kate", "Lanyon", "Katherine", "Lanyon")]
    [InlineData("Gosia", "Nowak", "Małgorzata", "Nowak")]
    [InlineData("Alex", "Lanyon", "Alexandra", "Lanyon")]
    [InlineData("H", "Lanyon", "Harriet", "Lanyon")]
    [InlineData("Yousuf", "Ahmed", "Yusuf", "Ahmed")]
    [InlineData("Oleksandr", "Koval", "Aleksander", "Koval")]
    [InlineData("Sara", "Lanyon", "George Sara", "Lanyon")]
    public void FirstNameOnlyAlike_Asks(string first, string last, string otherFirst, string otherLast) => AssertReview(
        MatchRules.FirstNameOnlyAlike, CreateIndex(CreateAccount("a", otherFirst, otherLast)).MatchOne(CreateRecord(first: first, last: last)));

    /// <summary>The same people with the account's UPN: linked, for nobody of the same surname and birthday is about.</summary>
    [Theory]
    [InlineData("Muhammad", "Khan", "Mohammed", "Khan")]
    [InlineData("Kate", "Lanyon", "Katherine", "Lanyon")]
    [InlineData("Lanyon", "Kate", "Kate", "Lanyon")]
    [InlineData("Kate", "Garcia", "Kate", "Garcia Lopez")]
    [InlineData("Kate", "Kowalska", "Kate", "Kowalski")]
    [InlineData("Kate Louise", "Ivanova", "Kate", "Ivanov")]
    [InlineData("Yusuf", "bin Ahmed", "Yusuf", "Ahmed")]
    [InlineData("Sukarno", "", "", "Sukarno")]
    [InlineData("Sukarno", "Sukarno", "Sukarno", "-")]
    [InlineData("Sukarno", "Unknown", "Sukarno", "")]
    public void UpnSame_TheNameHolds_Links(string first, string last, string otherFirst, string otherLast) => AssertLinked(
        "a",
        MatchRules.UpnAndIdentity,
        CreateIndex(CreateAccount("a", otherFirst, otherLast, upn: CreateUpn(1))).MatchOne(CreateRecord(first: first, last: last, upn: CreateUpn(1))));

    [Theory]
    [InlineData("Master", "master")]
    [InlineData("Mr", "mr")]
    [InlineData("Junior", "junior")]
    [InlineData("Mr Junior", "junior")]
    [InlineData("Miss Ella Jr", "ella")]
    [InlineData("UNKNOWN", "")]
    public void TitlesAndSuffixes_AreNoNames_UnlessNothingElseIsThere(string raw, string expected) => Assert.Equal(expected, NameForm.Of(raw).Joined);

    [Fact]
    public void OnePersonOfOneName_InEitherField_IsFound() => Assert.NotEqual(
        MatchOutcome.Create, CreateIndex(CreateAccount("a", "", "Sukarno")).MatchOne(CreateRecord(first: "Sukarno", last: "")).Outcome);
}

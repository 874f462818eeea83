using FsCheck;
using FsCheck.Fluent;
using Uso.Matching.Compare;
using Uso.Matching.Normalise;

namespace Uso.Matching.Tests;

public class CompareTests
{
    private static readonly string[] Names =
        ["Ella", "Ellie", "Muhammad", "Mohammed Yusuf", "O'Neill", "Oneil", "Al-Hassan", "Hassan", "Garcia Lopez", "Lopez", "J", "", "Иван", "Jo", "Zoë", "Zoe Ann", "Masterson-Mccabe"];

    private static Arbitrary<string> Name => Gen.OneOf(Gen.Elements(Names), ArbMap.Default.GeneratorFor<string>()).ToArbitrary();

    [Theory]
    [InlineData("martha", "marhta", 0.961)]
    [InlineData("dwayne", "duane", 0.840)]
    [InlineData("dixon", "dicksonx", 0.813)]
    [InlineData("same", "same", 1)]
    [InlineData("abc", "xyz", 0)]
    [InlineData("", "", 1)]
    public void JaroWinkler_PublishedValues(string one, string other, double expected) =>
        Assert.Equal(expected, JaroWinkler.Similarity(one, other), 0.001);

    [Fact]
    public void JaroWinkler_IsSymmetric() => Prop.ForAll<string?, string?>((a, b) =>
        JaroWinkler.Similarity(a, b).Equals(JaroWinkler.Similarity(b, a))).QuickCheckThrowOnFailure();

    [Fact]
    public void Names_CompareSymmetrically() => Prop.ForAll(Name, Name, (a, b) =>
    {
        (NameForm x, NameForm y) = (NameForm.Of(a), NameForm.Of(b));
        return NameComparison.First(x, y) == NameComparison.First(y, x) && NameComparison.Last(x, y) == NameComparison.Last(y, x);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dates_CompareSymmetrically() => Prop.ForAll(
        Gen.Choose(700_000, 740_000).ToArbitrary(),
        Gen.Choose(-1, 400).ToArbitrary(),
        (a, apart) =>
        {
            int b = apart < 0 ? -1 : a + apart;
            return DateComparison.Compare(a, b) == DateComparison.Compare(b, a);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("George", "George Sara", NameLevel.Part)]
    [InlineData("Sara", "George Sara", NameLevel.Word)]
    [InlineData("Mary-Jane", "Maryjane", NameLevel.Same)]
    [InlineData("Joe", "Joseph", NameLevel.Nickname)]
    [InlineData("Isabelle", "Isobel", NameLevel.Spelling)]
    [InlineData("Gs", "Gus", NameLevel.Slip)]
    [InlineData("J", "James", NameLevel.Initial)]
    [InlineData("Mohammad Ali", "Mohammad Yusuf", NameLevel.Word)]
    [InlineData("Riya", "Diya", NameLevel.Different)]
    [InlineData("Harry", "Larry", NameLevel.Different)]
    [InlineData("Иван", "Иван", NameLevel.Same)]
    [InlineData("", "James", NameLevel.Missing)]
    public void FirstNames_Level(string one, string other, object expected) =>
        Assert.Equal((NameLevel)expected, NameComparison.First(NameForm.Of(one), NameForm.Of(other)));

    [Theory]
    [InlineData("Hassan", "Al-Hassan", NameLevel.Part)]
    [InlineData("de Souza", "deSouza", NameLevel.Same)]
    [InlineData("O' Neill", "ONeill", NameLevel.Same)]
    [InlineData("Masterso Mccabe", "Masterson-Mccabe", NameLevel.Slip)]
    [InlineData("Boosworth", "Bosworth-Rowe", NameLevel.Word)]
    [InlineData("Taylor", "Walker", NameLevel.Different)]
    public void LastNames_Level(string one, string other, object expected) =>
        Assert.Equal((NameLevel)expected, NameComparison.Last(NameForm.Of(one), NameForm.Of(other)));

    [Theory]
    [InlineData("2012-05-08", "2012-08-05", DateLevel.Near)]
    [InlineData("2012-05-08", "2013-05-08", DateLevel.Near)]
    [InlineData("2012-05-08", "2012-05-18", DateLevel.Near)]
    [InlineData("2012-05-31", "2012-06-01", DateLevel.Near)]
    [InlineData("2012-05-12", "2012-05-21", DateLevel.Near)]
    [InlineData("2012-10-08", "2012-01-08", DateLevel.Near)]
    [InlineData("2012-12-04", "2012-10-24", DateLevel.Near)]
    [InlineData("2012-02-12", "2012-01-22", DateLevel.Near)]
    [InlineData("2012-05-08", "2021-05-08", DateLevel.Near)]
    [InlineData("2012-12-04", "2011-10-24", DateLevel.Different)]
    [InlineData("2012-05-13", "2012-05-31", DateLevel.Near)]
    [InlineData("2012-05-08", "2012-05-23", DateLevel.Partial)]
    [InlineData("2012-05-08", "2011-09-23", DateLevel.Different)]
    public void Dates_Level(string one, string other, object expected) =>
        Assert.Equal((DateLevel)expected, DateComparison.Compare(Day(one), Day(other)));

    private static int Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).DayNumber;
}

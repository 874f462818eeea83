using FsCheck;
using FsCheck.Fluent;
using Uso.Matching.Normalise;

namespace Uso.Matching.Tests;

public class NormaliseTests
{
    [Theory]
    [InlineData("Zoë", "zoe")]
    [InlineData("ŁUKASZ", "lukasz")]
    [InlineData("Strauß", "strauss")]
    [InlineData("STRAUẞ", "strauss")]
    [InlineData("Søren Ærø", "soren aero")]
    [InlineData("Œuvre", "oeuvre")]
    [InlineData("Þórður Guðmundsson", "thordur gudmundsson")]
    [InlineData("Đặng Thị Hồng", "dang thi hong")]
    [InlineData("Işıl İnönü", "isil inonu")]
    [InlineData("Ħamrun", "hamrun")]
    [InlineData("O’Brien-Smith", "obrien smith")]
    [InlineData("O'Brien Smith", "obrien smith")]
    [InlineData("O`Brien  --  Smith ", "obrien smith")]
    [InlineData("Nguye\u0302\u0303n", "nguyen")]
    [InlineData("ＡＢ", "ab")]
    [InlineData("ﬁona", "fiona")]
    [InlineData("St. John", "st john")]
    [InlineData("Алексей Йовович", "алексеи иовович")]
    [InlineData("Γιώργος", "γιωργοσ")]
    [InlineData("李小龍", "李小龍")]
    [InlineData("मोहन", "मोहन")]
    [InlineData("مُحَمَّد", "محمد")]
    [InlineData("Jean\u200Bne", "jeanne")]
    [InlineData(" - ", "")]
    [InlineData(null, "")]
    public void Normalise_NamesOfManyCommunities(string? raw, string expected) => Assert.Equal(expected, NameNormaliser.Normalise(raw));

    [Fact]
    public void Normalise_Hangul_ComposedAndDecomposedAreOne() =>
        Assert.Equal(NameNormaliser.Normalise("김민준"), NameNormaliser.Normalise("\u1100\u1175\u11B7\u1106\u1175\u11AB\u110C\u116E\u11AB"));

    [Fact]
    public void Normalise_EveryCharacter_TwiceIsOnce_AndNoLetterIsLost()
    {
        for (char c = '\u0001'; c < '\uFFFE'; c++)
        {
            string once = NameNormaliser.Normalise($"x{c}x");
            Assert.Equal(once, NameNormaliser.Normalise(once));
            if (char.IsLetter(c) && once.Length < 3)
            {
                // Modifier letters that stand for an apostrophe are the only letters that go.
                Assert.Equal(System.Globalization.UnicodeCategory.ModifierLetter, char.GetUnicodeCategory(c));
            }
        }
    }

    [Fact]
    public void Normalise_AnyText_TwiceIsOnce() => Prop.ForAll<string>(text =>
    {
        string once = NameNormaliser.Normalise(text);
        return once == NameNormaliser.Normalise(once) && once == once.Trim() && !once.Contains("  ", StringComparison.Ordinal);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Zoë", "O'Brien-Smith", "zobriensmith")]
    [InlineData("Łukasz", "Wiśniewski", "lwisniewski")]
    [InlineData("Þór", "Ægisson", "taegisson")]
    [InlineData("Sukarno", "", "sukarno")]
    [InlineData(null, "Pelé", "pele")]
    [InlineData("Мария", "Smith", "smith")]
    [InlineData("李", "小龍", "user")]
    [InlineData("", "", "user")]
    [InlineData("Anna", "Wolfeschlegelsteinhausenbergerdorff", "awolfeschlegelsteinh")]
    public void UsernameBase_IsInitialAndSurname(string? first, string? last, string expected) => Assert.Equal(expected, UsernameRule.Base(first, last));

    [Fact]
    public void UsernameBase_AnyNames_IsAToZ() => Prop.ForAll<string, string>((first, last) =>
    {
        string name = UsernameRule.Base(first, last);
        return name.Length is > 0 and <= UsernameRule.MaximumLength && name.All(char.IsAsciiLetterLower);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("oliwia", "olivia")]
    [InlineData("sofia", "sophia")]
    [InlineData("omar", "umar")]
    [InlineData("mohammed", "muhammad")]
    [InlineData("hussain", "hussein")]
    [InlineData("katherine", "catherine")]
    [InlineData("wright", "right")]
    public void PhoneticKey_SpellingsOfOneName_AreEqual(string one, string other) => Assert.Equal(PhoneticKey.Of(one), PhoneticKey.Of(other));

    [Theory]
    [InlineData("St. Mary's & All Saints' C.E. School", "ST MARYS AND ALL SAINTS CE SCHOOL", true)]
    [InlineData("Saint Mary's", "St Mary’s", true)]
    [InlineData("École  Française-Sud", "ecole francaise sud", true)]
    [InlineData("St Mary's Infant School", "St Mary's Junior School", false)]
    public void SchoolName_IsComparedAsPeopleTypeThem(string one, string other, bool same)
    {
        Assert.Equal(same, SchoolName.Normalise(one) == SchoolName.Normalise(other));
        Assert.Equal(SchoolName.Normalise(one), SchoolName.Normalise(SchoolName.Normalise(one)));
    }
}

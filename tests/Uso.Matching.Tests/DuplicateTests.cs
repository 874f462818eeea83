using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>Accounts that are likely one person's.</summary>
public class DuplicateTests
{
    private const int Most = 1000;

    public static TheoryData<string, MatchAccount, MatchAccount> Doubles => new()
    {
        { MatchRules.SameUpn, CreateAccount("a", upn: CreateUpn(1)), CreateAccount("b", "Somebody", "Else", new DateOnly(2010, 3, 4), CreateUpn(1)) },
        { MatchRules.SameIdentity, CreateAccount("a"), CreateAccount("b", school: SchoolB) },
        { MatchRules.SameIdentity, CreateAccount("a", upn: CreateUpn(1)), CreateAccount("b", last: "Lanyon-Reeve") },
        { MatchRules.SameIdentity, CreateAccount("a"), CreateAccount("b", "Lanyon", "Harriet") },
        { MatchRules.NearNames, CreateAccount("a", "Muhammad", "Khan"), CreateAccount("b", "Mohammed", "Khan") },
        { MatchRules.NearNames, CreateAccount("a", "Katherine"), CreateAccount("b", "Kate") },
        { MatchRules.NearNames, CreateAccount("a"), CreateAccount("b", last: "Lanyom") },
        { MatchRules.NearBirthday, CreateAccount("a"), CreateAccount("b", born: Birthday.AddDays(1), school: SchoolB) },
        { MatchRules.NearBirthday, CreateAccount("a"), CreateAccount("b") with { DateOfBirth = null } },
        { MatchRules.StaffNames, Staff("a", null), Staff("b", null) },
        { MatchRules.SameIdentity, Staff("a", Birthday), Staff("b", Birthday) with { School = SchoolB } },
        { MatchRules.TwoUpns, CreateAccount("a", upn: CreateUpn(1)), CreateAccount("b", upn: CreateUpn(2)) },
    };

    public static TheoryData<MatchAccount, MatchAccount> Two => new()
    {
        { CreateAccount("a"), CreateAccount("b", "Beatrice") },
        { CreateAccount("a", "Mia"), CreateAccount("b", "Maya") },
        { CreateAccount("a"), CreateAccount("b", born: Birthday.AddDays(400)) },
        { CreateAccount("a", upn: CreateUpn(1)), CreateAccount("b", last: "Lanyom", upn: CreateUpn(2)) },
        { CreateAccount("a"), Staff("b", Birthday) },
        { Staff("a", null), Staff("b", null) with { School = SchoolB } },
        { CreateAccount("a", born: new DateOnly(2012, 1, 1), upn: CreateUpn(1)), CreateAccount("b", born: new DateOnly(2012, 1, 1), upn: CreateUpn(2)) },
    };

    [Theory]
    [MemberData(nameof(Doubles))]
    public void LikelyOnePerson_IsFound_WithRuleAndWords_WhateverTheOrder(string rule, MatchAccount one, MatchAccount other)
    {
        var found = Assert.Single(CreateIndex(one, other).FindDuplicates(Most));

        Assert.Equal((one.Username, other.Username, rule), (found.First, found.Second, found.Rule));
        Assert.Equal(PairComparer.Compare(one, other).Words, found.Words);
        Assert.Equal(found, Assert.Single(CreateIndex(other, one).FindDuplicates(Most)));
    }

    [Theory]
    [MemberData(nameof(Two))]
    public void TwoPeople_AreNotFound(MatchAccount one, MatchAccount other) => Assert.Empty(CreateIndex(one, other).FindDuplicates(Most));

    [Fact]
    public void AccountThatLeftOrChanged_IsNoDoubleAnyMore()
    {
        var index = CreateIndex(CreateAccount("a"), CreateAccount("b"), CreateAccount("c"));
        Assert.Equal([("a", "b"), ("a", "c"), ("b", "c")], index.FindDuplicates(Most).Select(pair => (pair.First, pair.Second)));

        index.Remove("a");
        index.Upsert(CreateAccount("b", "Beatrice", "Quill"));

        Assert.Empty(index.FindDuplicates(Most));
    }

    [Fact]
    public void Strongest_ComeFirst_AndTheAnswerIsTheSameInWhateverOrderAndNoLongerThanAskedFor()
    {
        MatchAccount[] accounts =
        [
            .. Enumerable.Range(0, 40).Select(i => CreateAccount($"p{i:00}", i % 2 == 0 ? "Muhammad" : "Mohammed", "Khan")),
            CreateAccount("x1", "Ada", "Quill", upn: CreateUpn(7)), CreateAccount("x2", "Ida", "Other", upn: CreateUpn(7)),
            CreateAccount("y1", "Ada", "Rook"), CreateAccount("y2", "Ada", "Rook") with { DateOfBirth = null },
        ];
        var all = CreateIndex(accounts).FindDuplicates(Most);

        Assert.Equal(MatchRules.SameUpn, all[0].Rule);
        Assert.Equal((40 * 39 / 2) + 2, all.Count);
        foreach (int seed in new[] { 1, 2, 3 })
        {
            var shuffled = accounts.ToArray();
            new Random(seed).Shuffle(shuffled);
            var index = CreateIndex(shuffled);
            Assert.Equal(all, index.FindDuplicates(Most));
            Assert.Equal(all.Take(9), index.FindDuplicates(9));
        }
    }

    [Fact]
    public void ManyShareNamesOrBirthdays_WorkIsBounded()
    {
        var index = new AccountIndex();
        for (int i = 0; i < 6000; i++)
        {
            // One birthday for all, and every tenth has one name.
            index.Upsert(i % 10 == 0 ? CreateAccount($"u{i}", "Mohammed", "Khan") : CreateAccount($"u{i}", Word(i), Word(i * 7)));
        }

        var found = index.FindDuplicates(Most);

        Assert.InRange(found.Count, 0, Most);
        Assert.InRange(index.DuplicateComparisons, 1, 6000L * 200);

        static string Word(int i) => string.Concat("bcdfghjklmnprstvw"[i % 17], "aeiou"[i / 17 % 5], "bcdfghjklmnprstvw"[i / 85 % 17], "aeiou"[i / 1445 % 5], "n");
    }

    private static MatchAccount Staff(string username, DateOnly? born) => CreateAccount(username) with { Kind = MatchKind.Staff, DateOfBirth = born };
}

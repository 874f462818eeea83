using FsCheck;
using FsCheck.Fluent;
using static Uso.Matching.Tests.TestData;

namespace Uso.Matching.Tests;

/// <summary>Few names, few birthdays, few UPNs: everybody collides with everybody.</summary>
public class BatchPropertyTests
{
    private static readonly string[] First = ["Ella", "Ellie", "Muhammad", "Mohammed Yusuf", "George", "Sara", ""];
    private static readonly string[] Last = ["Khan", "Kahn", "Al-Hassan", "Hassan", "Ella", "Lee"];
    private static readonly DateOnly?[] Dates = [new(2012, 5, 8), new(2012, 8, 5), new(2012, 1, 1), new(2013, 5, 8), null];
    private static readonly string?[] Upns = [CreateUpn(1), CreateUpn(2), CreateUpn(3), CreateTemporaryUpn(4), "bad", null, null];
    private static readonly string[] Schools = [SchoolA, SchoolB];

    private static Gen<MatchRecord> Record =>
        from first in Gen.Elements(First)
        from last in Gen.Elements(Last)
        from other in Gen.Elements<string?>(null, null, null, "George", "Sara")
        from born in Gen.Elements(Dates)
        from upn in Gen.Elements(Upns)
        from school in Gen.Elements(Schools)
        from kind in Gen.Elements(MatchKind.Pupil, MatchKind.Pupil, MatchKind.Staff)
        select new MatchRecord { Id = "", Kind = kind, FirstName = first, LastName = last, OtherFirstName = other, DateOfBirth = born, Upn = upn, School = school };

    private static Arbitrary<Case> Cases =>
        (from accounts in Record.ListOf()
         from batch in Record.ListOf()
         from seed in Gen.Choose(0, int.MaxValue)
         select new Case(
             [.. accounts.Select((r, i) => new MatchAccount
             {
                 Username = $"u{i}", Kind = r.Kind, FirstName = r.FirstName, LastName = r.LastName, OtherFirstName = r.OtherFirstName, DateOfBirth = r.DateOfBirth, Upn = r.Upn, School = r.School,
             })],
             [.. batch.Select((r, i) => r with { Id = $"r{i}" })],
             seed)).ToArbitrary();

    [Fact]
    public void Match_OrderOfRecordsAndUpserts_DoesNotMatter() => Check(c =>
    {
        var random = new System.Random(c.Seed);
        MatchAccount[] accounts = [.. c.Accounts];
        MatchRecord[] batch = [.. c.Batch];
        random.Shuffle(accounts);
        random.Shuffle(batch);
        return Texts(CreateIndex(c.Accounts), c.Batch).SetEquals(Texts(CreateIndex(accounts), batch));
    });

    [Fact]
    public void Match_Again_SaysTheSame() => Check(c =>
    {
        AccountIndex index = CreateIndex(c.Accounts);
        HashSet<string> first = Texts(index, c.Batch);
        return first.SetEquals(Texts(index, c.Batch));
    });

    [Fact]
    public void Match_AfterDetours_SaysTheSame() => Check(c =>
    {
        var index = new AccountIndex();
        foreach (MatchAccount account in c.Accounts)
        {
            index.Upsert(account with { FirstName = "Quilla", Upn = CreateUpn(1), School = SchoolB });
            index.Upsert(account with { Username = account.Username + "x" });
        }

        foreach (MatchAccount account in c.Accounts)
        {
            index.Upsert(account);
            index.Remove(account.Username + "x");
        }

        return index.Count == c.Accounts.Length && Texts(index, c.Batch).SetEquals(Texts(CreateIndex(c.Accounts), c.Batch));
    });

    [Fact]
    public void Match_AfterItsDecisionsWereApplied_CreatesNobodyAgain_AndLinksNobodyElsewhere() => Check(c =>
    {
        AccountIndex index = CreateIndex(c.Accounts);
        Dictionary<string, string> has = Apply(index, c.Batch);
        return index.Match(c.Batch).Zip(c.Batch).All(pair => !has.TryGetValue(pair.Second.Id, out string? username)
            || pair.First.Outcome == MatchOutcome.Review
            || !CanBeFound(pair.Second)
            || (pair.First.Outcome == MatchOutcome.Linked && pair.First.Candidates[0].Username == username));
    });

    [Fact]
    public void Match_ABatchBigEnoughForSeveralThreads_SaysWhatSmallOnesSay()
    {
        MatchAccount[] accounts = [.. Enumerable.Range(0, 3000).Select(i => CreateAccount($"a{i}", First[i % 6], Last[i / 6 % 6] + (char)('a' + (i / 36 % 26)), Birthday.AddDays(i % 700)))];
        AccountIndex index = CreateIndex(accounts);
        AccountIndex one = CreateIndex(accounts);
        MatchRecord[] batch = [.. accounts.Select((a, i) => CreateRecord($"r{i}", a.FirstName, a.LastName, a.DateOfBirth))];
        IReadOnlyList<MatchDecision> decisions = index.Match(batch);

        // For one who sees everybody the same search is made by one thread.
        Assert.Equal(one.Match(batch, _ => true).Select(Text), decisions.Select(Text));
        Assert.Equal(one.Comparisons, index.Comparisons);
    }

    [Fact]
    public void Match_AfterItsDecisionsWereApplied_LinksEverybodyWithAUpnToTheSameAccount()
    {
        AccountIndex index = CreateIndex([.. Enumerable.Range(0, 100).Select(i => CreateAccount($"old{i}", Name(i), "Lanyon", Birthday.AddDays(3 * i), CreateUpn(i)))]);
        MatchRecord[] batch = [.. Enumerable.Range(50, 100).Select(i => CreateRecord($"{i}", Name(i), "Lanyon", Birthday.AddDays(3 * i), CreateUpn(i)))];
        Dictionary<string, string> has = Apply(index, batch);
        Assert.Equal(100, has.Count);
        Assert.Equal(150, index.Count);
        Assert.All(index.Match(batch), decision => AssertLinked(has[decision.Id], MatchRules.UpnAndIdentity, decision));

        static string Name(int i) => string.Concat("BDFGKLMNPR"[i % 10], "aeiou"[i / 10 % 5], "dlmnr"[i / 50], "a");
    }

    // With one name a record says too little: somebody of that name can be taken for it, and only its MIS id, which a run looks at first, finds it again.
    private static bool CanBeFound(MatchRecord record) => record.FirstName.Length > 0 && record.LastName.Length > 0;

    // What a run does with the decisions: the linked account takes the record's data, the created one starts with it.
    private static Dictionary<string, string> Apply(AccountIndex index, MatchRecord[] batch)
    {
        var has = new Dictionary<string, string>();
        foreach (var (record, decision) in batch.Zip(index.Match(batch)))
        {
            if (decision.Outcome != MatchOutcome.Review)
            {
                string username = decision.Outcome == MatchOutcome.Linked ? decision.Candidates[0].Username : $"new{record.Id}";
                has.Add(record.Id, username);
                index.Upsert(new MatchAccount
                {
                    Username = username,
                    Kind = record.Kind,
                    FirstName = record.FirstName,
                    LastName = record.LastName,
                    OtherFirstName = record.OtherFirstName,
                    OtherLastName = record.OtherLastName,
                    DateOfBirth = record.DateOfBirth,
                    Upn = record.Upn,
                    School = record.School,
                });
            }
        }

        return has;
    }

    [Fact]
    public void Match_DecisionsComeInTheOrderOfTheRecords_AndNoAccountIsLinkedTwice() => Check(c =>
    {
        IReadOnlyList<MatchDecision> decisions = CreateIndex(c.Accounts).Match(c.Batch);
        var linked = decisions.Where(d => d.Outcome == MatchOutcome.Linked).Select(d => Assert.Single(d.Candidates).Username).ToList();
        return decisions.Select(d => d.Id).SequenceEqual(c.Batch.Select(r => r.Id)) && linked.Distinct().Count() == linked.Count;
    });

    [Fact]
    public void Match_Links_KeepTheInvariants() => Check(c =>
    {
        var accounts = c.Accounts.ToDictionary(account => account.Username);
        foreach (var (record, decision) in c.Batch.Zip(CreateIndex(c.Accounts).Match(c.Batch)))
        {
            if (decision.Outcome != MatchOutcome.Linked)
            {
                continue;
            }

            MatchCandidate candidate = decision.Candidates[0];
            MatchAccount account = accounts[candidate.Username];
            if (account.Kind != record.Kind || candidate.Vetoes.Count > 0 || candidate.Evidence.Upn == FieldAgreement.Different
                || candidate.Evidence.FirstName == FieldAgreement.Different
                || (candidate.Evidence.FirstName == FieldAgreement.Missing && decision.Rule != MatchRules.WeightOfEvidence)
                || (decision.Rule == MatchRules.WeightOfEvidence && !(candidate.Score > 5.19)))
            {
                return false;
            }
        }

        return true;
    });

    private static HashSet<string> Texts(AccountIndex index, IReadOnlyList<MatchRecord> batch) => [.. index.Match(batch).Select(Text)];

    private static string Text(MatchDecision d) =>
        $"{d.Id} {d.Outcome} {d.Rule} {string.Join("; ", d.Candidates.Select(c => $"{c.Username} {c.Evidence} {string.Join(' ', c.Vetoes)}"))}";

    private static void Check(Func<Case, bool> holds) => Prop.ForAll(Cases, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    public sealed record Case(MatchAccount[] Accounts, MatchRecord[] Batch, int Seed);
}

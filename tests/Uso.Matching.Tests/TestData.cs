namespace Uso.Matching.Tests;

/// <summary>Builders: a child by default, everything agreeing, one field changed by the test.</summary>
internal static class TestData
{
    internal const string SchoolA = "100001";
    internal const string SchoolB = "100002";
    internal static readonly DateOnly Birthday = new(2012, 5, 17);

    /// <summary>A good permanent UPN; another serial, another UPN.</summary>
    internal static string CreateUpn(int serial, string establishment = "4001", string year = "16")
    {
        string rest = $"830{establishment}{year}{serial:000}";
        return $"{Upn.CheckLetterFor(rest)}{rest}";
    }

    internal static string CreateTemporaryUpn(int serial)
    {
        string rest = $"830400116{serial:00}A";
        return $"{Upn.CheckLetterFor(rest)}{rest}";
    }

    internal static MatchAccount CreateAccount(
        string username, string first = "Harriet", string last = "Lanyon", DateOnly? born = null, string? upn = null, string school = SchoolA) => new()
        {
            Username = username,
            Kind = MatchKind.Pupil,
            FirstName = first,
            LastName = last,
            DateOfBirth = born ?? Birthday,
            Upn = upn,
            School = school,
        };

    internal static MatchRecord CreateRecord(
        string id = "1", string first = "Harriet", string last = "Lanyon", DateOnly? born = null, string? upn = null, string school = SchoolA) => new()
        {
            Id = id,
            Kind = MatchKind.Pupil,
            FirstName = first,
            LastName = last,
            DateOfBirth = born ?? Birthday,
            Upn = upn,
            School = school,
        };

    internal static AccountIndex CreateIndex(params MatchAccount[] accounts)
    {
        var index = new AccountIndex();
        foreach (MatchAccount account in accounts)
        {
            index.Upsert(account);
        }

        return index;
    }

    internal static MatchDecision MatchOne(this AccountIndex index, MatchRecord record) => Assert.Single(index.Match([record]));

    internal static void AssertLinked(string username, string rule, MatchDecision decision)
    {
        Assert.Equal((MatchOutcome.Linked, rule), (decision.Outcome, decision.Rule));
        Assert.Equal(username, Assert.Single(decision.Candidates).Username);
    }

    internal static void AssertReview(string rule, MatchDecision decision) =>
        Assert.Equal((MatchOutcome.Review, rule), (decision.Outcome, decision.Rule));

    internal static void AssertCreate(MatchDecision decision)
    {
        Assert.Equal((MatchOutcome.Create, MatchRules.NobodyNear), (decision.Outcome, decision.Rule));
        Assert.Empty(decision.Candidates);
    }

    /// <summary>A file of the shared test data; the test is skipped when it is not there.</summary>
    internal static string SharedFile(string relative)
    {
        string? root = Environment.GetEnvironmentVariable("USO_SHARED_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Orleans.sln")))
            {
                // Beside the repository, or beside the folder of its worktrees.
                root = new[] { "../shared/data", "../../shared/data" }.Select(path => Path.GetFullPath(path, folder.FullName))
                    .FirstOrDefault(Directory.Exists) ?? "../shared/data";
            }
        }

        string file = Path.Combine(root ?? "../shared/data", relative);
        Assert.SkipUnless(File.Exists(file), $"{relative} is not here: set USO_SHARED_DATA or put shared/data beside the repository.");
        return file;
    }
}

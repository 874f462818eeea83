using Uso.GrainInterfaces;
using Uso.Grains.SyncRuns;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>What people decide: match cases and exclusions.</summary>
public sealed class CaseTests
{
    private const string A = "999001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");

    /// <summary>Somebody of the same surname and birthday: nobody but a person can tell.</summary>
    private static readonly Pupil Adele = new("3", "Tunde", "Okafor", "2015-03-02");

    [Fact]
    public async Task AUpnThatAnotherAccountHolds_IsReportedByTheRun_AndStaysWithTheHolder()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var upn = Region.UpnOf("899", 1);
        var ada = new Pupil("1", "Ada", "Okafor", "2015-03-02", upn);
        var ben = new Pupil("2", "Ben", "Pemberton", "2014-11-12");
        await region.SyncAsync(A, new SimsExport().With(ada, ben));

        var run = await region.SyncAsync(A, new SimsExport().With(ada, ben with { Upn = upn }));

        var clash = Assert.Single(run.UpnClashes);
        Assert.Equal(("2", "bpemberton.899", "aokafor.899"), (clash.MisId, clash.Username, clash.Holder));
        Assert.Equal("aokafor.899", Assert.Single(await region.Grains.UpnIndex(UpnShardKey.Of(upn)).LookupAsync([upn])).Username);
        Assert.Empty((await region.SyncAsync(A, new SimsExport().With(ada, ben with { Upn = upn, Year = "Y6" }))).UpnClashes);
    }

    [Fact]
    public async Task ReusedMisId_IsReviewed_AndTheFirstPersonKeepsAccountAndGrace()
    {
        await using var region = await StartAsync();
        await region.NextDayAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ben, new Pupil("1", "Kwame", "Rasmussen", "2013-07-08")));

        Assert.Equal((1, 1, 0), (run.Pupils.Review, run.Pupils.Missing, run.Pupils.Updated));
        var review = (await region.PupilAsync(A, "1"))!;
        Assert.Equal((RosterStatus.Review, null, "mis-id-reused"), (review.Status, review.Username, review.DecidedBy));
        Assert.Equal("aokafor.899", Assert.Single(review.Candidates).Username);
        Assert.Equal("Ada", (await region.UserAsync("aokafor.899")).Identity.LegalFirstName);

        await region.DoAsync(A, Decide(HandActionType.Create, "1"));
        Assert.Equal("krasmussen.899", (await region.PupilAsync(A, "1"))!.Username);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("aokafor.899")).Status);

        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ben, new Pupil("1", "Kwame", "Rasmussen", "2013-07-08")));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("aokafor.899")).Status);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("krasmussen.899")).Status);
    }

    [Fact]
    public async Task ReusedMisId_CorrectedInTheMis_IsTheFirstPersonAgain()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ben, new Pupil("1", "Kwame", "Rasmussen", "2013-07-08")));
        await region.Host.RestartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));

        Assert.Equal((1, 0), (run.Pupils.Linked, run.Pupils.Created));
        Assert.Equal("aokafor.899", (await region.PupilAsync(A, "1"))!.Username);
        Assert.Equal(2, (await region.EntriesAsync(A)).Length);
        Assert.Equal("1", Assert.Single((await region.UserAsync("aokafor.899")).Memberships).MisId);
    }

    [Fact]
    public async Task Case_DecidedAsMatch_StaysDecided()
    {
        await using var region = await StartWithCaseAsync();

        await region.DoAsync(A, Decide(HandActionType.Match, "3", "aokafor.899"));

        var entry = (await region.PupilAsync(A, "3"))!;
        Assert.Equal((RosterStatus.Allocated, "aokafor.899", true), (entry.Status, entry.Username, entry.ByHand));
        await region.NextDayAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ben, Adele));
        Assert.Equal((2, 0), (run.Pupils.Unchanged, run.Pupils.Review));
        Assert.Equal("aokafor.899", (await region.PupilAsync(A, "3"))!.Username);
    }

    [Fact]
    public async Task Case_DecidedAsCreate_MakesAnAccountOnce()
    {
        await using var region = await StartWithCaseAsync();

        await region.DoAsync(A, Decide(HandActionType.Create, "3"));

        Assert.Equal("tokafor.899", (await region.PupilAsync(A, "3"))!.Username);
        var second = await region.DoAsync(A, Decide(HandActionType.Create, "3"));
        Assert.Equal((RunPhase.Refused, ProblemCodes.CaseDecided), (second.Phase, second.Problem?.Code));
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Adele));
        Assert.Equal(3, run.Pupils.Unchanged);
    }

    [Fact]
    public async Task Case_DecidedAsExclude_NeverGetsAnAccount_UntilIncluded()
    {
        await using var region = await StartWithCaseAsync();

        await region.DoAsync(A, Decide(HandActionType.Exclude, "3"));

        await region.NextDayAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Adele with { Last = "Changed" }));
        Assert.Equal((1, 0), (run.Pupils.Excluded, run.Pupils.Created));
        Assert.Equal(RosterStatus.Excluded, (await region.PupilAsync(A, "3"))!.Status);

        await region.DoAsync(A, Decide(HandActionType.Include, "3"));
        var included = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Adele));
        Assert.Equal((1, 0), (included.Pupils.Review, included.Pupils.Excluded));
    }

    [Fact]
    public async Task ExclusionAheadOfTheExport_Holds()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, Decide(HandActionType.Exclude, "4"));

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, new Pupil("4", "Kwame", "Rasmussen", "2013-07-08")));

        Assert.Equal((1, 0), (run.Pupils.Excluded, run.Pupils.Created));
    }

    [Fact]
    public async Task ExcludedPersonWithAnAccount_LosesItByDecisionOnly_AndGetsTheSameBackWhenIncluded()
    {
        await using var region = await StartAsync();

        await region.DoAsync(A, Decide(HandActionType.Exclude, "1"));
        Assert.Equal(UserStatus.Active, (await region.UserAsync("aokafor.899")).Status);
        await region.DoAsync(A, Decide(HandActionType.Unallocate, "1"));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("aokafor.899")).Status);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        Assert.Equal((1, 1), (run.Pupils.Excluded, run.Pupils.Unchanged));

        await region.DoAsync(A, Decide(HandActionType.Include, "1"));
        await region.Host.RestartAsync();
        var back = await region.SyncAsync(A, new SimsExport().With(Ben, Ada));

        Assert.Equal(1, back.Pupils.Restored);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("aokafor.899")).Status);
        Assert.Equal("aokafor.899", (await region.PupilAsync(A, "1"))!.Username);
    }

    [Fact]
    public async Task CaseWhosePersonLeavesTheExport_IsForgotten()
    {
        await using var region = await StartWithCaseAsync();

        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));

        Assert.Null(await region.PupilAsync(A, "3"));
    }

    [Fact]
    public async Task UndecidedCase_Again_WritesNothing()
    {
        await using var region = await StartWithCaseAsync();
        Assert.NotEmpty(Assert.Single((await region.PupilAsync(A, "3"))!.Candidates).Vetoes);
        await region.Host.RestartAsync();
        var version = (await region.Roster(A).GetHeaderAsync()).Version;

        var run = await region.SyncAsync(A, new SimsExport().With(Adele, Ben, Ada));

        Assert.Equal((1, 2, 0), (run.Pupils.Review, run.Pupils.Unchanged, run.Planned));
        Assert.Equal(version, (await region.Roster(A).GetHeaderAsync()).Version);
    }

    [Theory]
    [InlineData("upn-conflict", "firstName=same", true)]
    [InlineData("twin", "firstName=same", false)]
    [InlineData("upn-conflict", "firstName=near", false)]
    public void Candidates_AreTheSame_WhenTheySayTheSame(string veto, string evidence, bool same)
    {
        CaseCandidate before = new() { Username = "aokafor.899", Evidence = "firstName=same", Vetoes = ["upn-conflict"], Words = "first name same" };
        CaseCandidate now = before with { Evidence = evidence, Vetoes = [veto] };
        Assert.Equal(same, CandidateComparer.Instance.Equals(before, now));
    }

    [Fact]
    public async Task MatchWithAnAccountThatIsNeitherCandidateNorLocal_IsRefused()
    {
        await using var region = await StartWithCaseAsync();
        await region.AddSchoolAsync("999009", "898");
        await region.SyncAsync("999009", new SimsExport().With(new Pupil("1", "Kwame", "Rasmussen", "2013-07-08")).WithStaff(new Member("1", "Ursula", "Threlfall")));

        foreach (var username in new[] { "krasmussen.898", "nobody.899", "uthrelfall.898" })
        {
            var run = await region.DoAsync(A, Decide(HandActionType.Match, "3", username));
            Assert.Equal((RunPhase.Refused, ProblemCodes.AccountNotCandidate), (run.Phase, run.Problem?.Code));
        }

        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "3"))!.Status);
    }

    private static HandAction Decide(HandActionType type, string misId, string? username = null) =>
        new() { Type = type, Kind = AccountKind.Pupil, MisId = misId, Username = username };

    private static Task<Region> StartAsync() => Region.StartAsync(A, Ada, Ben);

    private static async Task<Region> StartWithCaseAsync()
    {
        var region = await StartAsync();
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Adele));
        Assert.Equal((1, 2), (run.Pupils.Review, run.Pupils.Unchanged));
        Assert.Contains("aokafor.899", (await region.PupilAsync(A, "3"))!.Candidates.Select(one => one.Username));
        return region;
    }
}

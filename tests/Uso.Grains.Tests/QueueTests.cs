using System.Collections.Immutable;
using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The review queue: who decides what, when two do, and taking it back.</summary>
public sealed class QueueTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 2));

    /// <summary>Ada's twin, or Ada under another name: a case.</summary>
    private static readonly Pupil Tunde = new("3", "Tunde", "Okafor", "2015-03-02");

    [Fact]
    public async Task Case_SaysInWordsWhatAgrees_AndWhoseTheAccountIs()
    {
        await using var region = await StartAsync();

        var one = Assert.Single((await CasesAsync(region)).Cases);

        var candidate = Assert.Single(one.Entry.Candidates);
        Assert.Contains("date of birth", candidate.Words, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("1", "aokafor.899"), (Assert.Single(one.Holders).MisId, candidate.Username));
    }

    [Fact]
    public async Task TwoPeople_TheSecondIsToldWhoDecidedWhat()
    {
        await using var region = await StartAsync();
        var seen = (await region.PupilAsync(A, "3"))!.RunId;

        await DecideAsync(region, HandActionType.Create, seen: seen);
        var second = await DecideAsync(region, HandActionType.Exclude, seen: seen);

        Assert.Equal((RunPhase.Refused, ProblemCodes.CaseDecided), (second.Phase, second.Problem?.Code));
        Assert.Contains("desk decided this", second.Problem!.Detail, StringComparison.Ordinal);
        Assert.Equal("tokafor.899", (await region.PupilAsync(A, "3"))!.Username);
    }

    [Fact]
    public async Task CaseThatChangedSinceItWasSeen_IsNotDecided()
    {
        await using var region = await StartAsync();
        var seen = (await region.PupilAsync(A, "3"))!.RunId;
        await DecideAsync(region, HandActionType.Leave, note: "asked the office");

        var late = await DecideAsync(region, HandActionType.Match, "aokafor.899", seen: seen);

        Assert.Equal(ProblemCodes.CaseChanged, late.Problem?.Code);
        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "3"))!.Status);
    }

    [Fact]
    public async Task Left_GoesToTheEnd_KeepsItsNote_AndIsUpAgainWhenItChanges()
    {
        await using var region = await StartAsync();
        var other = new Pupil("0", "Zed", "Pemberton", "2014-11-12");
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde, other));
        Assert.Equal(["3", "0"], (await CasesAsync(region)).Cases.Select(one => one.Entry.MisId));

        await DecideAsync(region, HandActionType.Leave, note: "asked the office");

        Assert.Equal(["0", "3"], (await CasesAsync(region)).Cases.Select(one => one.Entry.MisId));
        Assert.Equal("3", Assert.Single((await CasesAsync(region, new CaseFilter { Left = true })).Cases).Entry.MisId);
        Assert.Equal("0", Assert.Single((await CasesAsync(region, new CaseFilter { Left = false })).Cases).Entry.MisId);
        var left = (await region.PupilAsync(A, "3"))!.Left!;
        Assert.Equal(("desk", "asked the office", region.Host.Clock.GetUtcNow()), (left.By, left.Note, left.At));

        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde, other));
        Assert.True((await region.PupilAsync(A, "3"))!.IsLeft());

        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde with { First = "Adah" }, other));
        var changed = (await region.PupilAsync(A, "3"))!;
        Assert.Equal((RosterStatus.Review, false, "asked the office"), (changed.Status, changed.IsLeft(), changed.Left?.Note));
    }

    [Fact]
    public async Task Decision_SaysWhoWhenAndWhy_AndIsListed()
    {
        await using var region = await StartAsync();

        var run = await DecideAsync(region, HandActionType.Create, note: "twins");

        var decision = (await region.PupilAsync(A, "3"))!.Decision!;
        Assert.Equal((HandActionType.Create, "desk", region.Host.Clock.GetUtcNow(), "twins", run.RunId), (decision.Type, decision.By, decision.At, decision.Note, decision.RunId));
        Assert.Empty((await CasesAsync(region)).Cases);
        Assert.Equal("3", Assert.Single((await region.Roster(A).GetCasesAsync(new CaseQuery { Decided = true })).Cases).Entry.MisId);
    }

    [Fact]
    public async Task MatchWithAnAccountInUse_MakesACaseOfWhoeverHadIt_AtOnce()
    {
        await using var region = await StartAsync();

        await DecideAsync(region, HandActionType.Match, "aokafor.899");

        var ada = (await region.PupilAsync(A, "1"))!;
        Assert.Equal((RosterStatus.Review, null, "account-in-use"), (ada.Status, ada.Username, ada.DecidedBy));
        Assert.Equal("aokafor.899", Assert.Single(ada.Candidates).Username);
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde));
        Assert.Equal((2, 1, 0), (run.Pupils.Unchanged, run.Pupils.Review, run.Pupils.Created));
    }

    [Fact]
    public async Task TakenBackMatch_SplitsTwoPeople_AfterTheAccountWasUsed_AndTheNextNightLeavesItSo()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Match, "aokafor.899");
        await region.NextDayAsync();
        var everybody = new SimsExport().With(Ada, Ben, Tunde with { Year = "6", Upn = Region.UpnOf("899", 3) });
        await region.SyncAsync(A, everybody);
        Assert.Equal("Tunde", (await region.UserAsync("aokafor.899")).Identity.LegalFirstName);

        var run = await DecideAsync(region, HandActionType.TakeBack, then: HandActionType.Create, note: "two children");

        Assert.Equal(RunPhase.Complete, run.Phase);
        var (ada, tunde) = ((await region.PupilAsync(A, "1"))!, (await region.PupilAsync(A, "3"))!);
        Assert.Equal((RosterStatus.Allocated, "aokafor.899"), (ada.Status, ada.Username));
        Assert.Equal((RosterStatus.Allocated, "tokafor.899", "6"), (tunde.Status, tunde.Username, tunde.YearGroup));
        var account = await region.UserAsync("aokafor.899");
        Assert.Equal(("Ada", UserStatus.Active, "1"), (account.Identity.LegalFirstName, account.Status, Assert.Single(account.Memberships).MisId));
        foreach (var username in new[] { "aokafor.899", "tokafor.899" })
        {
            Assert.Equal(("taken-back", run.RunId), (await HistoryAsync(region, username))[0]);
        }

        await region.Host.RestartAsync();
        await region.NextDayAsync();
        var night = await region.SyncAsync(A, everybody);
        Assert.Equal((3, 0), (night.Pupils.Unchanged, night.Planned));

        // Each UPN finds its own child, also from afar.
        await region.AddSchoolAsync("998003", "898");
        await region.SyncAsync("998003", new SimsExport().With(Tunde with { Id = "77", Upn = Region.UpnOf("899", 3) }));
        Assert.Equal("tokafor.899", (await region.PupilAsync("998003", "77"))!.Username);
        Assert.Equal("aokafor.899", (await region.PupilAsync(A, "1"))!.Username);
    }

    [Fact]
    public async Task TakenBackMatch_OpensTheCaseAgain_AndNoRuleLinksTheSameAccountLater()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Match, "aokafor.899");

        await DecideAsync(region, HandActionType.TakeBack);

        var open = (await region.PupilAsync(A, "3"))!;
        Assert.Equal((RosterStatus.Review, null, null), (open.Status, open.Username, open.Decision));
        Assert.Contains("taken-back", Assert.Single(open.Candidates).Vetoes);

        // By now the row says that it is Ada, who left.
        await region.SyncAsync(A, new SimsExport().With(Ben, Tunde));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ben, Tunde));
        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(A, "1"))!.Status);
        var run = await region.SyncAsync(A, new SimsExport().With(Ben, Tunde with { First = "Ada" }));
        Assert.Equal((1, 0), (run.Pupils.Review, run.Pupils.Linked));
        Assert.Equal("taken-back", (await region.PupilAsync(A, "3"))!.DecidedBy);

        // Unless a person says so.
        await DecideAsync(region, HandActionType.Match, "aokafor.899");
        Assert.Equal(("aokafor.899", 0), ((await region.PupilAsync(A, "3"))!.Username, (await region.PupilAsync(A, "3"))!.Refused.Length));
    }

    [Fact]
    public async Task TakenBackCreate_PutsTheAccountInThePool_AndTheCaseIsDecidedAnew()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Create);

        await DecideAsync(region, HandActionType.TakeBack);

        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "3"))!.Status);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("tokafor.899")).Status);
        var pooled = Assert.Single(await region.EntriesAsync(A), entry => entry.Username == "tokafor.899");
        Assert.Equal(RosterStatus.Unallocated, pooled.Status);

        // The row changes: the account that was taken back is not linked by a rule, but by a person.
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde with { Year = "7" }));
        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "3"))!.Status);
        await DecideAsync(region, HandActionType.Match, "tokafor.899");
        Assert.Equal((RosterStatus.Allocated, "tokafor.899"), ((await region.PupilAsync(A, "3"))!.Status, (await region.PupilAsync(A, "3"))!.Username));
        Assert.Equal(UserStatus.Active, (await region.UserAsync("tokafor.899")).Status);
        Assert.Equal(3, (await region.EntriesAsync(A)).Length);
    }

    [Fact]
    public async Task TakenBackExclusion_IsTheCaseItWas_OrTheAccountItHad()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Exclude);
        await DecideAsync(region, HandActionType.Exclude, id: "2");
        await DecideAsync(region, HandActionType.Unallocate, id: "2");
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);

        await DecideAsync(region, HandActionType.TakeBack);
        await DecideAsync(region, HandActionType.TakeBack, id: "2");

        var open = (await region.PupilAsync(A, "3"))!;
        Assert.Equal((RosterStatus.Review, "aokafor.899"), (open.Status, Assert.Single(open.Candidates).Username));
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "2"))!.Status);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
    }

    [Fact]
    public async Task TakenBackMove_GivesThePupilBackToTheirSchool_UnderTheirOwnName()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(new Pupil("77", "Adele", "Okafor", "2015-03-02")));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "77", Username = "aokafor.899" });
        Assert.Equal((RosterStatus.Moved, "Adele"), ((await region.PupilAsync(A, "1"))!.Status, (await region.UserAsync("aokafor.899")).Identity.LegalFirstName));

        await region.DoAsync(B, new HandAction { Type = HandActionType.TakeBack, Kind = AccountKind.Pupil, MisId = "77", Then = HandActionType.Create });

        Assert.Equal((RosterStatus.Allocated, "aokafor.899"), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.Username));
        var account = await region.UserAsync("aokafor.899");
        Assert.Equal((A, "Ada"), (Assert.Single(account.Memberships, one => one.Until is null).Urn, account.Identity.LegalFirstName));
        Assert.Equal("aokafor1.899", (await region.PupilAsync(B, "77"))!.Username);

        await region.NextDayAsync();
        Assert.Equal(0, (await region.SyncAsync(B, new SimsExport().With(new Pupil("77", "Adele", "Okafor", "2015-03-02")))).Planned);
        Assert.Equal(0, (await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde))).Planned);
    }

    [Fact]
    public async Task NothingToTakeBack_IsSaid()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Create);
        await DecideAsync(region, HandActionType.TakeBack);

        foreach (var id in new[] { "3", "1", "404" })
        {
            Assert.Equal(ProblemCodes.NoDecision, (await DecideAsync(region, HandActionType.TakeBack, id: id)).Problem?.Code);
        }
    }

    [Fact]
    public async Task TakenBack_IsNotUndone_ButADecisionIs_WithTheAccountBackWhereItWas()
    {
        await using var region = await StartAsync();
        var match = await DecideAsync(region, HandActionType.Match, "aokafor.899");

        await region.UndoAsync(A, match.RunId);

        Assert.Equal("aokafor.899", (await region.PupilAsync(A, "1"))!.Username);
        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(A, "3"))!.Status);
        var account = await region.UserAsync("aokafor.899");
        Assert.Equal((UserStatus.Active, "Ada"), (account.Status, account.Identity.LegalFirstName));

        await DecideAsync(region, HandActionType.Create);
        var back = await DecideAsync(region, HandActionType.TakeBack);
        Assert.Equal(ProblemCodes.RunState, (await region.UndoAsync(A, back.RunId)).Problem?.Code);
    }

    [Fact]
    public async Task ExcludedPerson_UnderANewMisId_StaysExcluded_AndTheIdOfAnExcludedOneIsNotHeldAgainstAnother()
    {
        await using var region = await StartAsync();
        await DecideAsync(region, HandActionType.Exclude, id: "2");
        await DecideAsync(region, HandActionType.Unallocate, id: "2");

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Id = "b-2" }, Tunde, new Pupil("2", "Kwame", "Rasmussen", "2013-07-08")));

        Assert.Equal(0, run.Pupils.Linked);
        Assert.Equal((RosterStatus.Review, "mis-id-reused"), ((await region.PupilAsync(A, "2"))!.Status, (await region.PupilAsync(A, "2"))!.DecidedBy));
        Assert.NotEqual(RosterStatus.Allocated, (await region.PupilAsync(A, "b-2"))?.Status);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
    }

    private static Task<CasePage> CasesAsync(Region region, CaseFilter? filter = null) =>
        region.Roster(A).GetCasesAsync(new CaseQuery { Filter = filter ?? new CaseFilter() });

    private static Task<RunStatus> DecideAsync(
        Region region, HandActionType type, string? username = null, string id = "3", string? seen = null, string? note = null, HandActionType? then = null) =>
        region.DoAsync(A, new HandAction { Type = type, Kind = AccountKind.Pupil, MisId = id, Username = username, SeenVersion = seen, Reason = note, Then = then });

    private static async Task<ImmutableArray<(string Reason, string RunId)>> HistoryAsync(Region region, string username) =>
        [.. (await region.Grains.User(Username.Parse(username)).GetHistoryAsync()).Select(happened => (happened.Reason, happened.RunId))];

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Tunde));
        return region;
    }
}

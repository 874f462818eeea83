using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Sims;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The exclusion list through moves, mergers, changes of MIS, and when an exclusion is taken back.</summary>
public sealed class ExclusionTests
{
    private const string A = "999001";
    private const string B = "999002";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 2));
    private static readonly Pupil Carl = new("3", "Quentin", "Zhang", "2013-06-07", Region.UpnOf("899", 3));
    private static readonly PersonIdentity BenByName = new() { LegalFirstName = "Ben", LegalLastName = "Pemberton", DateOfBirth = new DateOnly(2014, 11, 12) };

    [Theory]
    [InlineData(HandActionType.Include)]
    [InlineData(HandActionType.TakeBack)]
    public async Task TakenBack_AfterAnotherSchoolTookTheAccount_LeavesItThere(HandActionType type)
    {
        await using var region = await StartAsync();
        await OutAsync(region);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));
        Assert.Equal(B, await SchoolsAsync(region, "bpemberton.899"));

        await region.DoAsync(A, Hand(type));
        var entry = (await region.PupilAsync(A, "2"))!;
        Assert.Equal((RosterStatus.Moved, B, null), (entry.Status, entry.MovedTo, entry.Exclusion));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y6" }));

        Assert.Equal(B, await SchoolsAsync(region, "bpemberton.899"));
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(A, "2"))!.Status);
    }

    [Theory]
    [InlineData(HandActionType.Include)]
    [InlineData(HandActionType.TakeBack)]
    public async Task OfAPupilWhoHasMoved_TakenBack_IsAPupilWhoHasMoved(HandActionType type)
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));
        await region.DoAsync(A, Hand(HandActionType.Exclude));
        Assert.Equal(RosterStatus.Excluded, (await region.PupilAsync(A, "2"))!.Status);

        await region.DoAsync(A, Hand(type));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y6" }));

        Assert.Equal((RosterStatus.Moved, B), ((await region.PupilAsync(A, "2"))!.Status, (await region.PupilAsync(A, "2"))!.MovedTo));
        Assert.Equal(B, await SchoolsAsync(region, "bpemberton.899"));
    }

    [Theory]
    [InlineData(HandActionType.Include)]
    [InlineData(HandActionType.TakeBack)]
    public async Task OfAMergedEntry_TakenBack_IsMergedAgain_AndTheAccountHasOneEntry(HandActionType type)
    {
        await using var region = await StartAsync();
        var twin = new Pupil("4", "Kit", "Featherstone", "2013-06-07");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl, twin));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Merge, Kind = AccountKind.Pupil, Username = "qzhang.899", Retired = (await region.PupilAsync(A, "4"))!.Username! });
        Assert.Equal(RosterStatus.Merged, (await region.PupilAsync(A, "4"))!.Status);
        await region.DoAsync(A, Hand(HandActionType.Exclude, "4"));

        await region.DoAsync(A, Hand(type, "4"));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl, twin));

        Assert.Equal((RosterStatus.Merged, null), ((await region.PupilAsync(A, "4"))!.Status, (await region.PupilAsync(A, "4"))!.Exclusion));
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "3"))!.Status);
    }

    [Fact]
    public async Task TakenBack_APersonInTheGrace_HasTheWholeGraceAgain()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await OutAsync(region);
        await region.NextDayAsync(10);

        await region.DoAsync(A, Hand(HandActionType.TakeBack));
        Assert.Equal((RosterStatus.Allocated, null), ((await region.PupilAsync(A, "2"))!.Status, (await region.PupilAsync(A, "2"))!.MissingSince));
        var next = await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y6" }));

        Assert.Equal((0, 1), (next.Pupils.Unallocated, next.Pupils.Missing));
    }

    [Fact]
    public async Task ExcludedFromThePool_AndTakenBack_DoesNotLengthenTheRetention()
    {
        await using var region = await StartAsync();
        Region.Ok(await region.Grains.LocalAuthority(LaCode.Parse("899")).SetPolicyAsync(
            Region.ServiceDesk, new AccountPolicyChoice { GraceDays = 0, RetentionDays = 30, Reason = "agreed with the schools" }));
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "Y6" }));
        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(A, "2"))!.Status);
        await region.NextDayAsync(20);
        await region.DoAsync(A, Hand(HandActionType.Exclude));
        await region.DoAsync(A, Hand(HandActionType.Include));

        await region.NextDayAsync(10);
        await region.NightAsync(A);

        Assert.Null(await region.Grains.User(Username.Parse("bpemberton.899")).GetAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ByName_TakenBackByEitherEntry_IsOffTheWholeList(bool byTheNamedOne)
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, ByName());
        var named = (await region.EntriesAsync(A)).Single(entry => entry.Status is RosterStatus.Excluded).MisId;

        await region.DoAsync(A, Hand(HandActionType.Include, byTheNamedOne ? named : "2"));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y6" }));

        Assert.Equal(0, (await region.Roster(A).QueryAsync(new RosterQuery { Excluded = true })).Total);
        Assert.Null((await region.PupilAsync(A, "2"))!.Exclusion);
    }

    [Fact]
    public async Task ByName_TakenBack_TheNextExportMakesTheAccount()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, ByName() with { Identity = new PersonIdentity { LegalFirstName = "Quentin", LegalLastName = "Zhang", DateOfBirth = new DateOnly(2013, 6, 7) } });
        Assert.Equal(1, (await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl))).Pupils.Excluded);

        await region.DoAsync(A, Hand(HandActionType.Include, "3"));

        Assert.Equal(1, (await region.SyncAsync(A, new SimsExport().With(Carl, Ada, Ben))).Pupils.Created);
    }

    [Fact]
    public async Task ByName_WhoHasAnAccount_UnderANewId_KeepsItAndStaysListed()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, ByName());

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Id = "22" }));

        Assert.Equal((1, 0, 0), (run.Pupils.Linked, run.Pupils.Missing, run.Pupils.Excluded));
        var entry = (await region.PupilAsync(A, "22"))!;
        Assert.Equal((RosterStatus.Allocated, "bpemberton.899", "asked for"), (entry.Status, entry.Username, entry.Exclusion?.Reason));
        Assert.Null(await region.PupilAsync(A, "2"));
    }

    [Fact]
    public async Task ByName_ComesFromAnotherSchool_TheAccountStaysThere()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(Carl));
        await region.DoAsync(B, ByName());

        var run = await region.SyncAsync(B, new SimsExport().With(Carl, Ben with { Id = "77" }));

        Assert.Equal((0, 1), (run.Pupils.Moved, run.Pupils.Excluded));
        Assert.Equal(A, await SchoolsAsync(region, "bpemberton.899"));
        Assert.Equal((RosterStatus.Excluded, null), ((await region.PupilAsync(B, "77"))!.Status, (await region.PupilAsync(B, "77"))!.Username));
    }

    [Theory]
    [InlineData("w-")]
    [InlineData("")]
    public async Task ChangeOfMis_KeepsEveryExclusion_UnderTheNewIds(string prefix)
    {
        await using var region = await StartAsync();
        var tom = new Pupil("5", "Tancred", "Ghosh", "2012-02-03", Region.UpnOf("899", 5));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Carl, tom));

        // By name before any export, by name with an account, by name and out of the school.
        await region.DoAsync(A, ByName() with { Identity = new PersonIdentity { LegalFirstName = "Ursula", LegalLastName = "Quigley", DateOfBirth = new DateOnly(2013, 1, 2) } });
        await region.DoAsync(A, ByName());
        await region.DoAsync(A, ByName() with { Identity = new PersonIdentity { LegalFirstName = "Tancred", LegalLastName = "Ghosh", DateOfBirth = new DateOnly(2012, 2, 3) } });
        await region.DoAsync(A, Hand(HandActionType.Unallocate, "5"));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = SecondMis.Code }));
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students", "Staff"] }));
        Pupil[] now = [Ada, Ben, Carl, tom, new Pupil("6", "Ursula", "Quigley", "2013-01-02", Region.UpnOf("899", 6))];

        var preview = await region.SyncAsync(A, new SimsExport().With([.. now.Select(pupil => pupil with { Id = prefix + pupil.Id })]));
        await region.RestAsync(A, Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), preview.RunId)).RunId);

        Assert.Equal((0, 2, 0), (preview.Pupils.Created, preview.Pupils.Excluded, preview.Pupils.Kept));
        var ben = (await region.PupilAsync(A, prefix + "2"))!;
        Assert.Equal((RosterStatus.Allocated, "bpemberton.899", "asked for"), (ben.Status, ben.Username, ben.Exclusion?.Reason));
        var outside = (await region.PupilAsync(A, prefix + "5"))!;
        Assert.Equal((RosterStatus.Excluded, "tghosh.899"), (outside.Status, outside.Username));
        Assert.Equal((RosterStatus.Excluded, null), ((await region.PupilAsync(A, prefix + "6"))!.Status, (await region.PupilAsync(A, prefix + "6"))!.Username));
        Assert.Equal((UserStatus.Active, UserStatus.Unallocated), ((await region.UserAsync("bpemberton.899")).Status, (await region.UserAsync("tghosh.899")).Status));

        // Everybody once, beside the three names on the list; and taken back, the account is the old one.
        Assert.Equal(8, (await region.EntriesAsync(A)).Length);
        await region.DoAsync(A, Hand(HandActionType.Include, prefix + "5"));
        await region.SyncAsync(A, new SimsExport().With([.. now.Reverse().Select(pupil => pupil with { Id = prefix + pupil.Id })]));
        Assert.Equal((RosterStatus.Allocated, "tghosh.899"), ((await region.PupilAsync(A, prefix + "5"))!.Status, (await region.PupilAsync(A, prefix + "5"))!.Username));
    }

    private static HandAction Hand(HandActionType type, string misId = "2") => new() { Type = type, Kind = AccountKind.Pupil, MisId = misId };

    private static HandAction ByName() => new() { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, Identity = BenByName, Reason = "asked for" };

    /// <summary>Excluded, and out of the account.</summary>
    private static async Task OutAsync(Region region)
    {
        await region.DoAsync(A, Hand(HandActionType.Exclude));
        await region.DoAsync(A, Hand(HandActionType.Unallocate));
        Assert.Equal(RosterStatus.Excluded, (await region.PupilAsync(A, "2"))!.Status);
    }

    private static async Task<string> SchoolsAsync(Region region, string username) =>
        string.Join(' ', (await region.UserAsync(username)).Memberships.Where(one => one.Until is null).Select(one => one.Urn));

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync(services => services.AddSingleton(new MisCatalog([new SimsMis(), new SecondMis()])));
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        return region;
    }
}

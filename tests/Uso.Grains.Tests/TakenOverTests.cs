using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A move that is undone: both rosters, the account, the search index and the UPN index are what they were.</summary>
public sealed class TakenOverTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string C = "999003";
    private const string Other = "898001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 2));
    private static readonly Pupil Carl = new("3", "Quentin", "Zhang", "2013-06-07");

    [Fact]
    public async Task UndoOfAMoveFromThePool_PutsTheAccountBackIntoThePool_ForAsLongAsItHadBeenThere()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada));
        var pooled = (await region.PupilAsync(A, "2"))!;
        Assert.Equal(RosterStatus.Unallocated, pooled.Status);
        await region.NextDayAsync(5);
        var move = await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));
        Assert.Equal(1, move.Pupils.Moved);

        await region.UndoAsync(B, move.RunId);

        var entry = (await region.PupilAsync(A, "2"))!;
        Assert.Equal((RosterStatus.Unallocated, pooled.Since, pooled.DecidedBy, null), (entry.Status, entry.Since, entry.DecidedBy, entry.MovedTo));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);

        // Found where it is, before and after a restart.
        await region.SyncAsync(C, new SimsExport().With(Carl with { Id = "9", Born = "2013-07-09" }, Ben with { Id = "88" }));
        Assert.Equal((RosterStatus.Allocated, "bpemberton.899"), ((await region.PupilAsync(C, "88"))!.Status, (await region.PupilAsync(C, "88"))!.Username));
    }

    [Theory]
    [InlineData("899")]
    [InlineData("898")]
    public async Task UndoOfAMove_TellsTheIndexes_SoThatTheNextSchoolTakesTheAccountFromTheFirst(string la)
    {
        await using var region = await StartAsync();
        var b = la == "899" ? B : Other;
        if (la != "899")
        {
            await region.AddSchoolAsync(Other, la);
        }

        var move = await region.SyncAsync(b, new SimsExport().With(Ben with { Id = "77" }, Carl));
        Assert.Equal(1, move.Pupils.Moved);

        await region.UndoAsync(b, move.RunId);
        var run = await region.SyncAsync(C, new SimsExport().With(Ben with { Id = "88", Upn = null }, Carl with { Id = "9", Born = "2013-07-09" }));

        // Without a UPN only the LA's index can have found it.
        var found = (await region.PupilAsync(C, "88"))!;
        Assert.True(
            (found.Status, found.Username) == (RosterStatus.Allocated, "bpemberton.899") || found.Candidates.Any(one => one.Username == "bpemberton.899"),
            $"{found.Status} {found.Username}, created {run.Pupils.Created}");
    }

    [Fact]
    public async Task UndoOfAMoveThatChangedTheUpn_GivesBothUpnsBack()
    {
        await using var region = await StartAsync();
        var another = Region.UpnOf("899", 55);
        await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77", Upn = another }, Carl));
        Assert.Equal(RosterStatus.Review, (await region.PupilAsync(B, "77"))!.Status);
        var match = await region.DoAsync(B, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Pupil, MisId = "77", Username = "bpemberton.899" });
        Assert.Equal("bpemberton.899", await HolderAsync(region, another));

        await region.UndoAsync(B, match.RunId);

        Assert.Equal(Ben.Upn, (await region.UserAsync("bpemberton.899")).Identity.Upn);
        Assert.Equal(("bpemberton.899", null), (await HolderAsync(region, Ben.Upn!), await HolderAsync(region, another)));
    }

    [Fact]
    public async Task UndoOfAMove_AfterTheFirstSchoolsExportCameAgain_IsUndoneThereToo()
    {
        await using var region = await StartAsync();
        var move = await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));

        // The first school's export still has him, then no longer.
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(A, new SimsExport().With(Ada));
        Assert.NotNull((await region.PupilAsync(A, "2"))!.MissingSince);

        await region.UndoAsync(B, move.RunId);

        var entry = (await region.PupilAsync(A, "2"))!;
        Assert.Equal((RosterStatus.Allocated, null, null), (entry.Status, entry.MovedTo, entry.MissingSince));
        Assert.Equal(A, Assert.Single((await region.UserAsync("bpemberton.899")).Memberships, one => one.Until is null).Urn);
    }

    [Fact]
    public async Task AMoveOfSomebodyExcluded_Undone_LeavesTheExclusion_AndTheAccountOutOfBothSchools()
    {
        await using var region = await StartAsync();
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "2" });
        await region.DoAsync(A, new HandAction { Type = HandActionType.Unallocate, Kind = AccountKind.Pupil, MisId = "2" });
        var move = await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));

        await region.UndoAsync(B, move.RunId);

        Assert.Equal((RosterStatus.Excluded, null), ((await region.PupilAsync(A, "2"))!.Status, (await region.PupilAsync(A, "2"))!.MovedTo));
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);
    }

    [Fact]
    public async Task UnderANewId_WhoElseClaimsThePupil_IsStillKnown()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "77" }, Carl));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y6" }));
        Assert.Equal([A], (await region.PupilAsync(B, "77"))!.AlsoClaimedBy);

        await region.SyncAsync(B, new SimsExport().With(Ben with { Id = "78" }, Carl));

        Assert.Equal([A], (await region.PupilAsync(B, "78"))!.AlsoClaimedBy);
    }

    [Fact]
    public async Task UnderANewId_AMergedAccountIsStillParted_AndAnOverrideHolds()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77", Upn = Region.UpnOf("899", 9) }, Carl));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Create, Kind = AccountKind.Pupil, MisId = "77" });
        var retired = (await region.PupilAsync(B, "77"))!.Username!;
        await region.DoAsync(B, new HandAction { Type = HandActionType.Merge, Kind = AccountKind.Pupil, Username = "aokafor.899", Retired = retired });
        await region.DoAsync(B, new HandAction
        {
            Type = HandActionType.Override,
            Kind = AccountKind.Pupil,
            MisId = "77",
            Fields = [new FieldEdit { Field = IdentityField.PreferredFirstName, Value = "Addie" }],
            Reason = "known by it",
        });
        await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "78", Upn = Region.UpnOf("899", 9) }, Carl));
        Assert.Equal(("aokafor.899", "Addie"), ((await region.PupilAsync(B, "78"))!.Username, (await region.PupilAsync(B, "78"))!.Identity.PreferredFirstName));

        var split = await region.DoAsync(B, new HandAction { Type = HandActionType.Split, Kind = AccountKind.Pupil, Retired = retired });

        Assert.Equal((RunPhase.Complete, retired), (split.Phase, (await region.PupilAsync(B, "78"))!.Username));
        Assert.Equal("78", Assert.Single((await region.UserAsync(retired)).Memberships, one => one.Until is null).MisId);
    }

    private static async Task<string?> HolderAsync(Region region, string upn) =>
        (await region.Grains.UpnIndex(UpnShardKey.Of(upn)).LookupAsync([upn])).Select(holder => holder.Username).SingleOrDefault();

    private static async Task<Region> StartAsync()
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.AddSchoolAsync(C);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        return region;
    }
}

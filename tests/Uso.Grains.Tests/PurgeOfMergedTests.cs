using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>The purge of accounts that were made one, and of accounts that several entries of a school know; and a purge that is killed half-way.</summary>
public sealed class PurgeOfMergedTests
{
    private const string A = "999001";
    private const string Kept = "aokafor.899";
    private const string Retired = "kfeatherstone.899";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Kit = new("2", "Kit", "Featherstone", "2014-11-12", Region.UpnOf("899", 2));
    private static readonly Pupil Carl = new("3", "Quentin", "Zhang", "2013-06-07");

    [Fact]
    public async Task BothEntriesBothUpnsAndBothIdentitiesGo_AndNeitherNameIsFree()
    {
        await using var region = await StartAsync();
        await GoneAsync(region);

        await region.NightAsync(A);

        await AssertGoneAsync(region);
        var alan = new Pupil("8", "Alan", "Okafor", "2011-04-05");
        var kirk = new Pupil("9", "Kirk", "Featherstone", "2012-05-06", Kit.Upn);
        await region.SyncAsync(A, new SimsExport().With(Carl, alan, kirk));
        Assert.Equal(("aokafor1.899", "kfeatherstone1.899"), ((await region.PupilAsync(A, "8"))!.Username, (await region.PupilAsync(A, "9"))!.Username));
    }

    [Theory]
    [InlineData(FaultKind.BlockBefore, GrainTypes.UpnIndex, 1)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.UpnIndex, 1)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.UpnIndex, 2)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.User, 1)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.User, 2)]
    [InlineData(FaultKind.BlockBefore, GrainTypes.User, 3)]
    [InlineData(FaultKind.BlockBefore, GrainTypes.RosterPage, 1)]
    public async Task KilledBetweenErasingAndReleasing_IsWholeAfterTheRestart(FaultKind kind, string grain, int at)
    {
        var faults = new Faults();
        faults.Disarm();
        await using var region = await StartAsync(faults);
        await GoneAsync(region, days: 29);
        faults.Arm(kind, at, grain);
        var night = region.NextDayAsync(2);
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
        await region.Host.KillAsync();
        faults.Disarm();
        await region.Host.StartAsync();

        // Nobody asks: the reminder looks after it.
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(3));

        var run = (await region.School(A).GetRunsAsync()).First(one => one.Kind is RunKind.Upkeep);
        Assert.Equal(RunPhase.Complete, (await region.Run(A, run.RunId).WaitAsync(TimeSpan.FromSeconds(20)))!.Phase);
        await AssertGoneAsync(region);
        _ = night.Exception;
    }

    [Fact]
    public async Task AnExclusionOlderThanTheLeaver_DoesNotEraseTheAccountEarly()
    {
        await using var region = await StartAsync();

        // The merged-away pupil's entry is excluded; the survivor leaves twenty days later.
        await region.DoAsync(A, new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "2" });
        Assert.Equal((RosterStatus.Excluded, Kept), ((await region.PupilAsync(A, "2"))!.Status, (await region.PupilAsync(A, "2"))!.Username));
        await region.NextDayAsync(20);
        await GoneAsync(region, days: 15);

        await region.NightAsync(A);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync(Kept)).Status);
        var back = await region.SyncAsync(A, new SimsExport().With(Ada, Carl));
        Assert.Equal((RunPhase.Complete, 1), (back.Phase, back.Pupils.Restored));
        await region.SyncAsync(A, new SimsExport().With(Carl));
        await GoneAsync(region);

        await region.NightAsync(A);
        Assert.Null(await region.Grains.User(Username.Parse(Kept)).GetAsync());
        var excluded = (await region.PupilAsync(A, "2"))!;
        Assert.Equal((RosterStatus.Excluded, null, ""), (excluded.Status, excluded.Username, excluded.Identity.LegalLastName));
    }

    private static async Task AssertGoneAsync(Region region)
    {
        Assert.Equal(["3"], (await region.EntriesAsync(A)).Select(entry => entry.MisId));
        foreach (var username in new[] { Kept, Retired })
        {
            var account = region.Grains.User(Username.Parse(username));
            Assert.Null(await account.GetAsync());
            Assert.Empty(await account.GetHistoryAsync());
            Assert.Equal(
                (true, null, 0),
                await account.PurgeAsync(new PurgeUser { Urn = A, RunId = "r000099", Reason = "asks what is left", At = Region.Monday }) is var left ? (left.Erased, left.Upn, left.Retired.Length) : default);
        }

        foreach (var upn in new[] { Ada.Upn!, Kit.Upn! })
        {
            Assert.Empty(await region.Grains.UpnIndex(UpnShardKey.Of(upn)).LookupAsync([upn]));
        }
    }

    /// <summary>Both are gone from the export, beyond the grace and the retention.</summary>
    private static async Task GoneAsync(Region region, int days = 31)
    {
        await region.SyncAsync(A, new SimsExport().With(Carl));
        await region.SyncAsync(A, new SimsExport().With(Carl with { Year = "Y" + days }));
        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(A, "1"))!.Status);
        await region.NextDayAsync(days);
    }

    private static async Task<Region> StartAsync(Faults? faults = null)
    {
        var region = await Region.StartAsync(services =>
        {
            if (faults is not null)
            {
                services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around);
            }
        });
        await region.AddSchoolAsync(A);
        Region.Ok(await region.Grains.LocalAuthority(LaCode.Parse("899")).SetPolicyAsync(
            Region.ServiceDesk, new AccountPolicyChoice { GraceDays = 0, RetentionDays = 30, Reason = "agreed with the schools" }));
        await region.SyncAsync(A, new SimsExport().With(Ada, Kit, Carl));
        await region.DoAsync(A, new HandAction { Type = HandActionType.Merge, Kind = AccountKind.Pupil, Username = Kept, Retired = Retired });
        Assert.Equal(RosterStatus.Merged, (await region.PupilAsync(A, "2"))!.Status);
        return region;
    }
}

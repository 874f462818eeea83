using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>People who go from school to school, or work at two.</summary>
public sealed class MoveTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string C = "998003";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 2));
    private static readonly Pupil Other = new("3", "Quentin", "Zhang", "2013-06-07", Region.UpnOf("899", 3));

    [Theory]
    [InlineData(B, "899")]
    [InlineData(C, "898")]
    public async Task PupilMoves_KeepsTheAccount_AndTheOldSchoolDoesNotTakeItBack(string to, string la)
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(to, la);
        await region.NextDayAsync();

        var run = await region.SyncAsync(to, new SimsExport().With(Ada with { Id = "77" }, Other));

        Assert.Equal((1, 1), (run.Pupils.Moved, run.Pupils.Created));
        Assert.Equal("aokafor.899", (await region.PupilAsync(to, "77"))!.Username);
        var user = await region.UserAsync("aokafor.899");
        Assert.Equal(to, Assert.Single(user.Memberships, one => one.Until is null).Urn);
        Assert.Equal(region.Host.Clock.GetUtcNow(), user.MovedOrCreatedAt);
        var old = (await region.PupilAsync(A, "1"))!;
        Assert.Equal((RosterStatus.Moved, to), (old.Status, old.MovedTo));

        await region.Host.RestartAsync();
        foreach (var row in new[] { Ada, Ada with { Year = "5" } })
        {
            await region.NextDayAsync();
            var still = await region.SyncAsync(A, new SimsExport().With(row, Ben));
            Assert.Equal((1, 0, 0), (still.Pupils.Elsewhere, still.Pupils.Moved, still.Pupils.Created));
        }

        Assert.Equal(to, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).Urn);
    }

    [Theory]
    [InlineData(B, "899")]
    [InlineData(C, "898")]
    public async Task PupilMoved_GoneFromTheOldExport_AndBackInIt_MovesBack(string to, string la)
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(to, la);
        await region.SyncAsync(to, new SimsExport().With(Ada with { Id = "77" }, Other));
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ben));
        await region.NextDayAsync(3);

        var back = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));

        Assert.Equal(1, back.Pupils.Moved);
        Assert.Equal((RosterStatus.Allocated, "aokafor.899"), ((await region.PupilAsync(A, "1"))!.Status, (await region.PupilAsync(A, "1"))!.Username));
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(to, "77"))!.Status);
        Assert.Equal(A, Assert.Single((await region.UserAsync("aokafor.899")).Memberships, one => one.Until is null).Urn);
    }

    [Fact]
    public async Task UnallocatedPupil_AppearsAtAnotherSchool_MovesThere()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Ben));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ben));

        var run = await region.SyncAsync(B, new SimsExport().With(Ada with { Id = "77" }));

        Assert.Equal(1, run.Pupils.Moved);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("aokafor.899")).Status);
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(A, "1"))!.Status);
    }

    [Fact]
    public async Task StaffAtASecondSchool_JoinIt_AndLeaveTheFirstOneAtATime()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        var head = new Member("9", "Zoë", "Whitlock", "1980-02-03");
        var rest = new Member("8", "Gustav", "Drummond", "1970-05-06");
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(head, rest));

        // That a colleague of another school is the same person, a person says.
        var run = await region.SyncAsync(B, new SimsExport().With(Other).WithStaff(head with { Id = "44" }));
        Assert.Equal((1, 0), (run.Staff.Review, run.Staff.Created));
        await region.DoAsync(B, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Staff, MisId = "44", Username = "zwhitlock.899" });

        Assert.Equal(2, (await region.UserAsync("zwhitlock.899")).Memberships.Count(one => one.Until is null));
        Assert.Equal(RosterStatus.Allocated, (await region.StaffAsync(A, "9"))!.Status);

        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(rest));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(rest));
        var user = await region.UserAsync("zwhitlock.899");
        Assert.Equal((UserStatus.Active, B), (user.Status, Assert.Single(user.Memberships, one => one.Until is null).Urn));
    }

    [Theory]
    [InlineData(B, "899")]
    [InlineData(C, "898")]
    public async Task TwoRowsOfOneExportClaimOneAccount_NeitherTakesItTwice(string to, string la)
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(to, la);

        var run = await region.SyncAsync(to, new SimsExport().With(Ada with { Id = "77" }, Ada with { Id = "78" }, Other));

        Assert.True(run.Pupils.Moved <= 1);
        Assert.True(run.Pupils.Review >= 1);
        Assert.Equal(1, run.Pupils.Created);
        Assert.True((await region.EntriesAsync(to)).Count(entry => entry.Username == "aokafor.899") <= 1);
    }

    [Fact]
    public async Task UpnHeldInAnotherLaByAnotherIdentity_IsReviewed()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(C, "898");

        var run = await region.SyncAsync(C, new SimsExport().With(new Pupil("77", "Tancred", "Underhill", "2012-12-12", Ada.Upn), Other));

        Assert.Equal((1, 0), (run.Pupils.Review, run.Pupils.Moved));
        var entry = (await region.PupilAsync(C, "77"))!;
        Assert.Equal("upn-held-elsewhere", entry.DecidedBy);
        Assert.Equal("aokafor.899", Assert.Single(entry.Candidates).Username);
        Assert.Equal(A, Assert.Single((await region.UserAsync("aokafor.899")).Memberships).Urn);
    }

    [Fact]
    public async Task CorrectedUpn_IsFreeForThePupilItBelongsTo()
    {
        await using var region = await StartAsync();
        await region.AddSchoolAsync(C, "898");
        await region.SyncAsync(A, new SimsExport().With(Ada with { Upn = Region.UpnOf("899", 9) }, Ben));

        var run = await region.SyncAsync(C, new SimsExport().With(new Pupil("77", "Tancred", "Underhill", "2012-12-12", Ada.Upn)));

        Assert.Equal((1, 0), (run.Pupils.Created, run.Pupils.Review));
    }

    [Fact]
    public async Task MisIdChanged_AccountGoesAlong()
    {
        await using var region = await StartAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Id = "a-1" }, Ben with { Id = "a-2" }));

        Assert.Equal((2, 0, 0), (run.Pupils.Linked, run.Pupils.Created, run.Pupils.Missing));
        Assert.Equal(["aokafor.899", "bpemberton.899"], (await region.EntriesAsync(A)).Select(entry => entry.Username!).Order());
        Assert.Equal("a-1", Assert.Single((await region.UserAsync("aokafor.899")).Memberships).MisId);
    }

    private static Task<Region> StartAsync() => Region.StartAsync(A, Ada, Ben);
}

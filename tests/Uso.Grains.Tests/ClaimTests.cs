using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Two schools whose exports have the same person, over a fortnight of nights.</summary>
public sealed class ClaimTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string C = "998003";
    private const int Fortnight = 14;
    private const string Account = "aokafor.899";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", Region.UpnOf("899", 1));
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12", Region.UpnOf("899", 2));
    private static readonly Pupil Other = new("3", "Quentin", "Zhang", "2013-06-07", Region.UpnOf("899", 3));
    private static readonly Pupil AdaAtB = Ada with { Id = "77" };

    [Theory]
    [InlineData(B, "899")]
    [InlineData(C, "898")]
    public async Task BothExportsHaveThePupil_TheAccountMovesOnce_AndEachSchoolSeesTheOthersClaim(string second, string la)
    {
        await using var region = await StartAsync(second, la);
        var moves = 0;
        for (var night = 0; night < Fortnight; night++)
        {
            await region.NextDayAsync();
            moves += (await region.SyncAsync(second, new SimsExport().With(AdaAtB, Other))).Pupils.Moved;
            var first = await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
            moves += first.Pupils.Moved;
            Assert.Equal((1, 0), (first.Pupils.Elsewhere, first.Pupils.Created));
            Assert.Equal([second], await SchoolsAsync(region));
        }

        Assert.Equal(1, moves);
        Assert.Equal([A], (await region.PupilAsync(second, "77"))!.AlsoClaimedBy);
        var here = (await region.PupilAsync(A, "1"))!;
        Assert.Equal((RosterStatus.Moved, second, new DateOnly(2026, 9, 8)), (here.Status, here.MovedTo, here.ClaimedSince));
    }

    [Fact]
    public async Task StandingClaim_CostsNoWrite()
    {
        var faults = new Faults();
        await using var region = await StartAsync(B, "899", faults);
        await region.SyncAsync(B, new SimsExport().With(AdaAtB, Other));
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        faults.Arm(FaultKind.ThrowBefore, int.MaxValue, "roster");
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.SyncAsync(B, new SimsExport().With(AdaAtB, Other));
        Assert.Equal(0, faults.Seen);
    }

    [Fact]
    public async Task PupilMissingFromOneExportForAFewDays_DoesNotGoToAndFro()
    {
        await using var region = await StartAsync(B, "899");
        await region.SyncAsync(B, new SimsExport().With(AdaAtB, Other));
        for (var night = 0; night < Fortnight; night++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, night % 3 == 0 ? new SimsExport().With(Ben) : new SimsExport().With(Ada, Ben));
            await region.SyncAsync(B, night % 4 == 1 ? new SimsExport().With(Other) : new SimsExport().With(AdaAtB, Other));
            Assert.Equal([B], await SchoolsAsync(region));
        }
    }

    [Fact]
    public async Task DualRegistration_WhereTheMisTellsIt_BothSchoolsKeepThePupil()
    {
        await using var region = await StartAsync(B, "899");
        var first = await region.SyncAsync(B, new SimsExport().With(AdaAtB with { Enrolment = "Subsidiary – Dual Registration", First = "Adah" }, Other));
        Assert.Equal((1, 0), (first.Pupils.Linked, first.Pupils.Moved));
        for (var night = 0; night < Fortnight; night++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, new SimsExport().With(Ada with { Enrolment = "Main – Dual Registration" }, Ben));
            var second = await region.SyncAsync(B, new SimsExport().With(AdaAtB with { Enrolment = "Subsidiary – Dual Registration", First = "Adah" }, Other));
            Assert.Equal(2, second.Pupils.Unchanged);
            Assert.Equal([A, B], await SchoolsAsync(region));
        }

        var user = await region.UserAsync(Account);
        Assert.Equal("Ada", user.Identity.LegalFirstName);
        Assert.Equal(
            [(A, Enrolment.Main), (B, Enrolment.Subsidiary)],
            user.Memberships.Select(one => (one.Urn, one.Enrolment!.Value)).Order());
    }

    [Fact]
    public async Task DualRegistration_SubsidiaryCameFirst_TheMainSchoolJoins()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(B, new SimsExport().With(AdaAtB with { Enrolment = "S" }, Other));

        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Enrolment = "M" }, Ben));

        Assert.Equal((1, 0), (run.Pupils.Linked, run.Pupils.Moved));
        Assert.Equal([A, B], await SchoolsAsync(region));
    }

    [Fact]
    public async Task DualRegistrationEnds_OneSchoolLeaves_TheOtherStays()
    {
        await using var region = await StartAsync(B, "899");
        await region.SyncAsync(B, new SimsExport().With(AdaAtB with { Enrolment = "S" }, Other));
        await region.SyncAsync(B, new SimsExport().With(Other));
        await region.NextDayAsync(3);
        var run = await region.SyncAsync(B, new SimsExport().With(Other));

        Assert.Equal(1, run.Pupils.Unallocated);
        Assert.Equal([A], await SchoolsAsync(region));
        Assert.Equal(UserStatus.Active, (await region.UserAsync(Account)).Status);
    }

    [Fact]
    public async Task TheSchoolThatTookThePupilLosesThem_TheOneWhoseExportStillHasThem_GetsThemBack()
    {
        await using var region = await StartAsync(B, "899");
        await region.SyncAsync(B, new SimsExport().With(AdaAtB, Other));
        for (var night = 0; night < 6; night++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(B, new SimsExport().With(Other));
            await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
            Assert.Single(await SchoolsAsync(region));
        }

        Assert.Equal([A], await SchoolsAsync(region));
        Assert.Equal("left-the-other-school", (await region.PupilAsync(A, "1"))!.DecidedBy);
        Assert.Equal(RosterStatus.Moved, (await region.PupilAsync(B, "77"))!.Status);
    }

    [Fact]
    public async Task PupilStartsLaterAtAnotherSchool_StaysUntilTheFirstDay()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B, "899", "Students", "Staff", "FutureStudents");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        var future = AdaAtB with { Start = "2026-09-14" };
        for (var day = 7; day < 21; day++)
        {
            await region.SyncAsync(B, day < 14 ? new SimsExport().With(Other).WithFuture(future) : new SimsExport().With(Other, future).WithFuture());
            await region.SyncAsync(A, day < 13 ? new SimsExport().With(Ada, Ben) : new SimsExport().With(Ben));
            Assert.Equal([day < 14 ? A : B], await SchoolsAsync(region));
            await region.NextDayAsync();
        }
    }

    [Fact]
    public async Task PupilLeavesAndIsBackWithinTheGrace_NothingHappensToTheAccount()
    {
        await using var region = await StartAsync(B, "899");
        var before = await region.UserAsync(Account);
        for (var night = 0; night < Fortnight; night++)
        {
            await region.NextDayAsync();
            var run = await region.SyncAsync(A, night % 4 is 1 or 2 ? new SimsExport().With(Ben) : new SimsExport().With(Ada, Ben));
            Assert.Equal((0, 0), (run.Pupils.Unallocated, run.Pupils.Restored));
        }

        Assert.Equal(before.Memberships, (await region.UserAsync(Account)).Memberships);
    }

    [Fact]
    public async Task StaffAtThreeSchools_StayAtAllOfThem()
    {
        await using var region = await StartAsync(B, "899");
        await region.AddSchoolAsync(C, "898");
        var member = new Member("9", "Zoë", "Whitlock", "1980-02-03");
        foreach (var urn in new[] { A, B, C })
        {
            await region.SyncAsync(urn, new SimsExport().With(Other).WithStaff(member with { Id = "s" + urn }));
            if (urn == B)
            {
                await region.DoAsync(urn, new HandAction { Type = HandActionType.Match, Kind = AccountKind.Staff, MisId = "s" + urn, Username = "zwhitlock.899" });
            }
        }

        for (var night = 0; night < Fortnight; night++)
        {
            await region.NextDayAsync();
            foreach (var urn in new[] { A, B, C })
            {
                var run = await region.SyncAsync(urn, new SimsExport().With(Other).WithStaff(member with { Id = "s" + urn }));
                Assert.Equal(1, run.Staff.Unchanged);
            }
        }

        Assert.Equal([A, B], (await region.UserAsync("zwhitlock.899")).Memberships.Where(one => one.Until is null).Select(one => one.Urn).Order());
    }

    private static async Task<IEnumerable<string>> SchoolsAsync(Region region) =>
        (await region.UserAsync(Account)).Memberships.Where(one => one.Until is null).Select(one => one.Urn).Order();

    private static async Task<Region> StartAsync(string second, string la, Faults? faults = null)
    {
        var region = await Region.StartAsync(faults is null
            ? null
            : services => Testing.StorageDecoration.DecorateGrainStorage(services, StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(second, la);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        return region;
    }
}

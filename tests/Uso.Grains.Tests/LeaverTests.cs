using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class LeaverTests
{
    private const string A = "999001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");
    private static readonly Pupil Ben = new("2", "Ben", "Pemberton", "2014-11-12");
    private static readonly Member Zoe = new("9", "Zoë", "Whitlock");

    [Fact]
    public async Task Missing_ThroughTheGrace_IsUnallocated_AndBackIsRestoredWithTheSameAccount()
    {
        await using var region = await StartAsync();

        for (var day = 0; day < 3; day++)
        {
            await region.NextDayAsync();
            var within = await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
            Assert.Equal((1, 0), (within.Pupils.Missing, within.Pupils.Unallocated));
            Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
        }

        await region.NextDayAsync();
        var over = await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        Assert.Equal((0, 1), (over.Pupils.Missing, over.Pupils.Unallocated));
        Assert.Equal(RosterStatus.Unallocated, (await region.PupilAsync(A, "2"))!.Status);
        Assert.Equal(UserStatus.Unallocated, (await region.UserAsync("bpemberton.899")).Status);

        await region.NextDayAsync(100);
        var back = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe));
        Assert.Equal(1, back.Pupils.Restored);
        var entry = (await region.PupilAsync(A, "2"))!;
        Assert.Equal((RosterStatus.Allocated, "bpemberton.899", null), (entry.Status, entry.Username, entry.MissingSince));
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
    }

    [Fact]
    public async Task BackWithinTheGrace_StartsAnewNextTime()
    {
        await using var region = await StartAsync();
        await region.NextDayAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        await region.NextDayAsync(2);
        var back = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe));
        Assert.Equal(1, back.Pupils.Updated);
        Assert.Null((await region.PupilAsync(A, "2"))!.MissingSince);

        await region.NextDayAsync(2);
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));

        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "2"))!.Status);
    }

    [Fact]
    public async Task UnallocatedByHandRestored_KeepsTheAccount()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));

        var run = await region.DoAsync(A, new HandAction { Type = HandActionType.Restore, Kind = AccountKind.Pupil, MisId = "2" });

        Assert.Equal(RunPhase.Complete, run.Phase);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("bpemberton.899")).Status);
        Assert.True((await region.PupilAsync(A, "2"))!.ByHand);
    }

    public static TheoryData<string> UnsoundExports => ["empty-students", "cut-short", "no-students", "unidentified-row", "empty-file", "not-an-export"];

    [Theory]
    [MemberData(nameof(UnsoundExports))]
    public async Task ExportThatDoesNotProveItIsWhole_UnallocatesNobody(string export)
    {
        await using var region = await StartAsync();
        var bytes = export switch
        {
            "empty-students" => new SimsExport().WithStaff(Zoe).ToZip(),
            "cut-short" => new SimsExport().With(Ada).WithStaff(Zoe).CutShort().ToZip(),
            "no-students" => new SimsExport().WithStaff(Zoe).WithoutStudentsReport().ToZip(),
            "unidentified-row" => new SimsExport().With(Ada, Ben with { Id = "" }).WithStaff(Zoe).ToZip(),
            "empty-file" => [],
            _ => "<html>Sign in</html>"u8.ToArray(),
        };

        for (var day = 0; day < 6; day++)
        {
            await region.NextDayAsync();
            await region.UploadAsync(A, bytes, day % 2 == 0 ? "export.zip" : "again.zip");
            Region.Balances(await region.RunAsync(A, new StartRun { OperationId = "day-" + day }));
        }

        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal((RosterStatus.Allocated, null), (entry.Status, entry.MissingSince)));
    }

    [Fact]
    public async Task MissingStaffReport_KeepsStaff_WhilePupilsLeave()
    {
        await using var region = await StartAsync();
        await region.SyncAsync(A, new SimsExport().With(Ada).WithoutStaffReport());
        await region.NextDayAsync(3);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada).WithoutStaffReport());

        Assert.Equal((1, 0, 0), (run.Pupils.Unallocated, run.Staff.Unallocated, run.Staff.Missing));
        Assert.Equal(RosterStatus.Allocated, (await region.StaffAsync(A, "9"))!.Status);
    }

    [Fact]
    public async Task FutureStarter_HasAnAccountBeforeTheStartDate_AndBecomesActiveOnIt()
    {
        await using var region = await StartAsync("Students", "Staff", "FutureStudents");
        var carl = new Pupil("3", "Carl", "Zhang", "2015-01-05", Start: "2026-09-10");

        var made = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe).WithFuture(carl));
        Assert.Equal(1, made.Pupils.Created);
        Assert.Equal(UserStatus.Future, (await region.UserAsync("czhang.899")).Status);

        await region.NextDayAsync(3);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe).WithFuture(carl));
        Assert.False((await region.PupilAsync(A, "3"))!.IsFuture);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("czhang.899")).Status);

        await region.NextDayAsync();
        var current = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, carl).WithStaff(Zoe).WithFuture());
        Assert.Equal(0, current.Pupils.Missing);
        Assert.Equal("czhang.899", (await region.PupilAsync(A, "3"))!.Username);
    }

    [Fact]
    public async Task FutureReportMissing_ThoughAccepted_NobodyIsALeaver()
    {
        await using var region = await StartAsync("Students", "Staff", "FutureStudents");
        var carl = new Pupil("3", "Carl", "Zhang", "2015-01-05", Start: "2026-12-01");
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(Zoe).WithFuture(carl));

        for (var day = 0; day < 5; day++)
        {
            await region.NextDayAsync();
            var run = await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe));
            Assert.Equal((0, 0), (run.Pupils.Missing, run.Pupils.Unallocated));
        }
    }

    [Fact]
    public async Task FutureReportEmpty_IsAnOrdinaryState_AndLeaversLeave()
    {
        await using var region = await StartAsync("Students", "Staff", "FutureStudents");
        await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe).WithFuture());
        await region.NextDayAsync(3);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada).WithStaff(Zoe).WithFuture());

        Assert.Equal(1, run.Pupils.Unallocated);
    }

    [Fact]
    public async Task AccountAskedForByHand_IsNeverALeaver_AndALaterRowLinksToIt()
    {
        await using var region = await StartAsync();
        var identity = new PersonIdentity { LegalFirstName = "Nkechi", LegalLastName = "Quigley", DateOfBirth = new DateOnly(2014, 5, 6) };
        await region.DoAsync(A, new HandAction { Type = HandActionType.Request, Kind = AccountKind.Pupil, Identity = identity });
        Assert.Equal(UserStatus.Active, (await region.UserAsync("nquigley.899")).Status);

        for (var day = 0; day < 5; day++)
        {
            await region.NextDayAsync();
            await region.SyncAsync(A, new SimsExport().With(Ada, Ben with { Year = "Y" + day }).WithStaff(Zoe));
        }

        Assert.Equal(UserStatus.Active, (await region.UserAsync("nquigley.899")).Status);
        var row = new Pupil("77", "Nkechi", "Quigley", "2014-05-06");
        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, row).WithStaff(Zoe));
        Assert.Equal((1, 0), (run.Pupils.Linked, run.Pupils.Created));
        Assert.Equal("nquigley.899", (await region.PupilAsync(A, "77"))!.Username);
        Assert.Single((await region.EntriesAsync(A)).Where(entry => entry.Username == "nquigley.899"));
    }

    private static async Task<Region> StartAsync(params string[] reports)
    {
        var region = await Region.StartAsync();
        await region.AddSchoolAsync(A, "899", reports);
        var export = new SimsExport().With(Ada, Ben).WithStaff(Zoe);
        await region.SyncAsync(A, reports.Contains("FutureStudents") ? export.WithFuture() : export);
        return region;
    }
}

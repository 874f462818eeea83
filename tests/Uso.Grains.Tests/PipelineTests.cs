using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class PipelineTests
{
    private const string A = "999001";

    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02", "A899200119001");
    private static readonly Pupil Ben = new("2", "Ben", "O’Brien", "2014-11-12");

    [Fact]
    public async Task FirstExport_MakesAnAccountForEveryone_AndCountsAddUp()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(new Member("9", "Zoë", "Smith-Jones")));

        Assert.Equal(RunPhase.Complete, run.Phase);
        Assert.Equal(2, run.Pupils.Created);
        Assert.Equal(1, run.Staff.Created);
        Assert.Equal("bobrien.899", (await region.PupilAsync(A, "2"))!.Username);
        Assert.Equal(UserStatus.Active, (await region.UserAsync("zsmithjones.899")).Status);
    }

    [Fact]
    public async Task SameContentInAnotherOrder_WritesNoAccountAndNoRoster()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithStaff(new Member("9", "Zoë", "Smith")));
        var version = (await region.Roster(A).GetHeaderAsync()).Version;
        await region.NextDayAsync();
        using var writes = new Writes(region);

        var run = await region.SyncAsync(A, new SimsExport().With(Ben, Ada).WithStaff(new Member("9", "Zoë", "Smith")));

        Assert.Equal(2, run.Pupils.Unchanged);
        Assert.Equal(0, run.Planned);
        Assert.Equal(version, (await region.Roster(A).GetHeaderAsync()).Version);
        Assert.Equal(0, writes.Of(GrainTypes.User));
        Assert.Equal(0, writes.Of(GrainTypes.Roster));
        Assert.NotEqual(0, writes.Of(GrainTypes.School));
    }

    [Fact]
    public async Task ChangedRow_ChangesRosterAndAccount_AndHistorySaysWhatItWas()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        await region.NextDayAsync();

        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Last = "Brown", Chosen = "Adaeze" }, Ben));

        Assert.Equal((1, 1), (run.Pupils.Updated, run.Pupils.Unchanged));
        var entry = (await region.PupilAsync(A, "1"))!;
        Assert.Equal("Brown", entry.Identity.LegalLastName);
        Assert.Equal("aokafor.899", entry.Username);
        var user = await region.UserAsync("aokafor.899");
        Assert.Equal("Adaeze", user.Identity.PublishedFirstName());
        var happened = (await region.Grains.User(Username.Parse("aokafor.899")).GetHistoryAsync())[0];
        Assert.Equal("Okafor", happened.Before!.LegalLastName);
        Assert.Equal(["LegalLastName", "PreferredFirstName"], happened.Changed);
        Assert.Equal(run.RunId, happened.RunId);
    }

    [Fact]
    public async Task ChangedClassAlone_WritesNoAccount()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));
        using var writes = new Writes(region);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Year = "7" }, Ben));

        Assert.Equal(1, run.Pupils.Updated);
        Assert.Equal("7", (await region.PupilAsync(A, "1"))!.YearGroup);
        Assert.Equal(0, writes.Of(GrainTypes.User));
    }

    [Fact]
    public async Task RejectedRow_IsReported_AndItsPersonIsNoLeaver()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Ada, Ben));

        for (var day = 0; day < 5; day++)
        {
            await region.NextDayAsync();
            var run = await region.SyncAsync(A, new SimsExport().With(Ada with { Born = "not-a-date" }, Ben));

            Assert.Equal((2, 1, 1, 0), (run.Pupils.Rows, run.Pupils.Rejected, run.Pupils.Unchanged, run.Pupils.Missing));
            var rejected = Assert.Single(await region.Run(A, run.RunId).GetRejectedAsync(0, 10));
            Assert.Equal(("Students", 1, "1"), (rejected.Report, rejected.Row, rejected.MisId));
        }

        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "1"))!.Status);
        Assert.Null((await region.PupilAsync(A, "1"))!.MissingSince);
    }

    [Fact]
    public async Task SameIdInTwoReports_SecondRowIsRejected()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A, "899", "Students", "Staff", "FutureStudents");

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben).WithFuture(Ben with { Start = "2027-09-01" }));

        Assert.Equal((3, 2, 1), (run.Pupils.Rows, run.Pupils.Created, run.Pupils.Rejected));
        Assert.False((await region.PupilAsync(A, "2"))!.IsFuture);
    }

    [Fact]
    public async Task SameIdTwiceInOneReport_SecondRowIsRejected()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        var run = await region.SyncAsync(A, new SimsExport().With(Ada, Ben, Ben with { First = "Benedict" }));

        Assert.Equal((3, 2, 1), (run.Pupils.Rows, run.Pupils.Created, run.Pupils.Rejected));
        Assert.Equal("Ben", (await region.PupilAsync(A, "2"))!.Identity.LegalFirstName);
    }

    [Fact]
    public async Task DryRun_ChangesNothing_AndTheRealOneFollows()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        var dry = await region.SyncAsync(A, new SimsExport().With(Ada, Ben), dryRun: true);

        Assert.Equal((RunPhase.DryRun, 2, 2), (dry.Phase, dry.Pupils.Created, dry.Planned));
        Assert.Equal(2, (await region.Run(A, dry.RunId).GetPlanAsync(0, 10)).Length);
        Assert.Empty(await region.EntriesAsync(A));
        Assert.Null(await region.Grains.User(Username.Parse("aokafor.899")).GetAsync());
        Assert.Equal(UploadState.Received, (await region.School(A).GetUploadsAsync())[0].State);

        var real = await region.RunAsync(A, new StartRun { OperationId = "real" });

        Assert.Equal((RunPhase.Complete, 2), (real.Phase, real.Pupils.Created));
        Assert.Equal(2, (await region.EntriesAsync(A)).Length);
        Assert.Equal(UploadState.Processed, (await region.School(A).GetUploadsAsync())[0].State);
    }

    [Fact]
    public async Task SameOperationId_IsTheSameRun_AndOtherContentIsRefused()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        var first = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "op" }));
        await region.RestAsync(A, first.RunId);

        var again = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "op" }));

        Assert.Equal((first.RunId, true), (again.RunId, again.Repeated));
        Region.Refused(ProblemCodes.OperationIdReused, await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "op", DryRun = true }));
        Assert.Single(await region.School(A).GetRunsAsync());
    }

    [Fact]
    public async Task EmptyExport_IsRefused_AndUploadSaysSo()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.UploadAsync(A, []);

        var run = await region.RunAsync(A, new StartRun { OperationId = "op" });

        Assert.Equal(RunPhase.Refused, run.Phase);
        var upload = (await region.School(A).GetUploadsAsync())[0];
        Assert.Equal((UploadState.Refused, run.RunId), (upload.State, upload.RunId));
        Assert.Equal(run.Problem, upload.Refused);
    }

    [Fact]
    public async Task BeforeAnyUploadOrSetting_NoRunStarts()
    {
        await using var region = await Region.StartAsync();
        var start = new StartRun { OperationId = "op" };
        Region.Refused(ProblemCodes.SchoolNotFound, await region.School(A).StartRunAsync(Region.ServiceDesk, start));
        Region.Ok(await region.School(A).PutAsync(
            Region.ServiceDesk, new PutSchool { Name = "A", LaCode = "899", EstablishmentNumber = "2001", Phase = SchoolPhase.Primary }));
        Region.Refused(ProblemCodes.MisNotConfigured, await region.School(A).StartRunAsync(Region.ServiceDesk, start));
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "sims" }));
        Region.Refused(ProblemCodes.ReportsNotAccepted, await region.School(A).StartRunAsync(Region.ServiceDesk, start));
        Region.Ok(await region.School(A).AcceptReportsAsync(Region.ServiceDesk, new AcceptReports { Reports = ["Students"] }));
        Region.Refused(ProblemCodes.NoUpload, await region.School(A).StartRunAsync(Region.ServiceDesk, start));
    }
}

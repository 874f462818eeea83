using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A run that a fault stopped while it was applying goes on with the very same plan, before anything else changes the school's accounts.</summary>
public sealed class StoppedRunTests
{
    private const string A = "999001";

    private static readonly Pupil[] Forty = Region.Pupils(40);
    private static readonly Pupil Late = new("900", "Zebedee", "Yarrow", "2011-01-09");

    [Fact]
    public async Task Stopped_GoesOnByItselfWithinTheHour_WithThePlanUnchanged_AndTheNightSaysWhy()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        var stopped = await StopAsync(region, faults);
        var night = (await region.School(A).GetNightAsync())!;
        Assert.Equal((NightState.Failed, "run-stopped", stopped.RunId), (night.State, night.Reason, night.RunId));
        Assert.Equal((41, 29), (night.Stopped!.Planned, night.Stopped.Applied));

        // Still down after an hour: it is tried again, and then again.
        await region.JumpAsync(TimeSpan.FromMinutes(61));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((RunPhase.Failed, night.Since), ((await StatusAsync(region, stopped)).Phase, (await region.School(A).GetNightAsync())!.Since));
        faults.Disarm();
        await region.JumpAsync(TimeSpan.FromMinutes(61));

        var run = await region.RestAsync(A, stopped.RunId);
        Assert.Equal((RunPhase.Complete, stopped.PlanSha256, 41, null), (run.Phase, run.PlanSha256, run.Applied, run.FailedIn));
        Assert.Equal((NightState.Done, null), ((await region.School(A).GetNightAsync())!.State, (await region.School(A).GetNightAsync())!.Stopped));
        Assert.Single(await region.School(A).GetRunsAsync());
        Assert.All(await region.EntriesAsync(A), entry => Assert.Equal(RosterStatus.Allocated, entry.Status));
    }

    [Fact]
    public async Task ProcessNow_DrivesItOn_AndTheNewerExportFollowsWhenAskedAgain()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        var stopped = await StopAsync(region, faults);
        faults.Disarm();
        await region.UploadAsync(A, new SimsExport().With(Forty).With(Late).With(new Pupil("901", "Xanthe", "Quill", "2012-01-08")).ToZip(), "newer.zip");

        var now = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "now" }));
        Assert.Equal((stopped.RunId, true), (now.RunId, now.Repeated));
        Assert.Equal((RunPhase.Complete, stopped.PlanSha256), ((await region.RestAsync(A, now.RunId)).Phase, (await StatusAsync(region, stopped)).PlanSha256));
        Assert.Null(await region.PupilAsync(A, "901"));

        var next = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "now" }));
        Assert.NotEqual(stopped.RunId, next.RunId);
        Assert.Equal(1, (await region.RestAsync(A, next.RunId)).Pupils.Created);
    }

    [Fact]
    public async Task Night_FinishesItFirst_ThenProcessesTheNewerExport_AlsoAfterARestart()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        var stopped = await StopAsync(region, faults);
        await region.UploadAsync(A, new SimsExport().With(Forty).With(Late).With(new Pupil("901", "Xanthe", "Quill", "2012-01-08")).ToZip(), "newer.zip");
        await region.Host.CrashAsync();
        var due = (await region.School(A).GetMisAsync())!.NextRunDue!.Value;
        await region.JumpAsync(due - region.Host.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(5));
        faults.Disarm();

        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(70));

        var runs = await region.School(A).GetRunsAsync();
        Assert.Equal(2, runs.Length);
        Assert.Equal(RunPhase.Complete, (await region.RestAsync(A, runs[0].RunId)).Phase);
        Assert.Equal((RunPhase.Complete, stopped.PlanSha256), ((await StatusAsync(region, stopped)).Phase, (await StatusAsync(region, stopped)).PlanSha256));
        Assert.Equal(RosterStatus.Allocated, (await region.PupilAsync(A, "901"))!.Status);
    }

    [Fact]
    public async Task DecisionByHand_WaitsForIt_AndTheServiceDeskMayLeaveIt()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        var stopped = await StopAsync(region, faults);
        var exclude = new StartRun { OperationId = "hand", Actions = [new HandAction { Type = HandActionType.Exclude, Kind = AccountKind.Pupil, MisId = "1" }] };

        Region.Refused(ProblemCodes.RunInProgress, await region.School(A).StartRunAsync(Region.Head(A), exclude));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(RunPhase.Failed, (await StatusAsync(region, stopped)).Phase);
        faults.Disarm();

        var lift = new GateOverride { By = "desk", Reason = "the disk is new, plan anew", ExpiresAt = region.Host.Clock.GetUtcNow().AddDays(1) };
        var anew = await region.RunAsync(A, new StartRun { OperationId = "anew", Override = lift });

        Assert.NotEqual(stopped.RunId, anew.RunId);
        Assert.Equal(RunPhase.Complete, anew.Phase);
        Assert.Null((await region.School(A).GetNightAsync())!.Stopped);
        Assert.Equal(41, (await region.EntriesAsync(A)).Select(entry => entry.Username).Distinct().Count());
        Assert.Null(await region.Grains.User(Username.Parse("zyarrow1.899")).GetAsync());
        Region.Ok(await region.School(A).StartRunAsync(Region.Head(A), exclude));
    }

    /// <summary>A run whose every account write fails until the run gives up.</summary>
    private static async Task<RunStatus> StopAsync(Region region, Faults faults)
    {
        await region.UploadAsync(A, new SimsExport().With(Forty).With(Late).ToZip());
        faults.Arm(FaultKind.ThrowBefore, 30, GrainTypes.User, times: int.MaxValue);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "the-run" }));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(5));
        var status = (await region.Run(A, started.RunId).GetStatusAsync())!;
        Assert.Equal((RunPhase.Failed, RunPhase.Applying), (status.Phase, status.FailedIn));
        await region.School(A).RunRestedAsync(started.RunId);
        return status;
    }

    private static async Task<RunStatus> StatusAsync(Region region, RunStatus run) => (await region.Run(A, run.RunId).GetStatusAsync())!;

    private static async Task<Region> StartAsync(Faults faults)
    {
        faults.Disarm();
        var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A);
        return region;
    }
}

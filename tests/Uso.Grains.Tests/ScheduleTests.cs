using Uso.GrainInterfaces;
using Uso.Grains.Schools;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

public sealed class ScheduleTests
{
    private const string A = "999001";
    private static readonly Pupil Ada = new("1", "Ada", "Okafor", "2015-03-02");

    [Fact]
    public async Task NewestUpload_IsProcessedAtTheSchoolsOwnMinuteOfTheNight()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        var due = (await region.School(A).GetMisAsync())!.NextRunDue!.Value;
        Assert.Equal(OvernightWindow.NextDue(SyncSchedule.Default, A, Region.Monday), due);
        Assert.InRange(due, Region.Monday.AddHours(6), Region.Monday.AddHours(16));
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        await region.UploadAsync(A, new SimsExport().With(Ada, new Pupil("2", "Boris", "Zhang", "2014-05-06")).ToZip());

        await region.JumpAsync(due - Region.Monday - TimeSpan.FromSeconds(1));
        Assert.Empty(await region.School(A).GetRunsAsync());
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        var run = await region.RestAsync(A, Assert.Single(await region.School(A).GetRunsAsync()).RunId);
        Assert.Equal((RunPhase.Complete, 2, "uso"), (run.Phase, run.Pupils.Created, run.RequestedBy));
        Assert.Equal(due.AddDays(1), (await region.School(A).GetMisAsync())!.NextRunDue);
        await region.NextDayAsync(2);
        Assert.Single(await region.School(A).GetRunsAsync());
    }

    [Fact]
    public async Task NightMissedWhileDown_RunsAfterTheStart()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        await region.Host.StopAsync();
        region.Host.Clock.Leap(TimeSpan.FromDays(1));
        await region.Host.StartAsync();

        // Orleans gives no tick for one that was missed; the next, on schedule, comes soon.
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(11));

        var run = await region.RestAsync(A, Assert.Single(await region.School(A).GetRunsAsync()).RunId);
        Assert.Equal(RunPhase.Complete, run.Phase);
        Assert.True((await region.School(A).GetMisAsync())!.NextRunDue > region.Host.Clock.GetUtcNow());
    }

    [Fact]
    public async Task SwitchedOff_NothingRuns_AndOnAgainItDoes()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        Region.Ok(await region.School(A).SetScheduleAsync(Region.Head(A), SyncSchedule.Default with { Enabled = false }));
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        await region.NextDayAsync(3);
        Assert.Empty(await region.School(A).GetRunsAsync());
        Assert.Null((await region.School(A).GetMisAsync())!.NextRunDue);

        Region.Ok(await region.School(A).SetScheduleAsync(Region.Head(A), SyncSchedule.Default));
        await region.NightAsync(A);

        Assert.Single(await region.School(A).GetRunsAsync());
    }

    [Fact]
    public async Task NewWindow_MovesTheNextNight()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);

        Region.Ok(await region.School(A).SetScheduleAsync(
            Region.Head(A), new SyncSchedule { Enabled = true, WindowStart = new TimeOnly(14, 0), WindowEnd = new TimeOnly(15, 0) }));

        // 14:00 to 15:00 in England is 13:00 to 14:00 UTC in September, or as written where there is no time zone data.
        Assert.InRange((await region.School(A).GetMisAsync())!.NextRunDue!.Value, Region.Monday.AddHours(1), Region.Monday.AddHours(3));
    }

    [Fact]
    public async Task NightThatFallsDueDuringAnotherRun_IsMadeUpFor()
    {
        var faults = new Faults();
        faults.Disarm();
        await using var region = await Region.StartAsync(services =>
            Uso.Testing.StorageDecoration.DecorateGrainStorage(services, StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A);
        var due = (await region.School(A).GetMisAsync())!.NextRunDue!.Value;
        await region.UploadAsync(A, new SimsExport().With(Ada).ToZip());
        await region.JumpAsync(due - Region.Monday - TimeSpan.FromSeconds(30));
        faults.Arm(FaultKind.ThrowBefore, 1, GrainTypes.User, times: 3);
        var manual = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "manual" }));
        await region.UploadAsync(A, new SimsExport().With(Ada with { Year = "5" }).ToZip(), "newer.zip");

        // How many minutes the manual run's retries take depends on the runtime's own pace.
        var runs = await region.School(A).GetRunsAsync();
        for (var minute = 0; minute < 60 && runs.Length < 2; minute++)
        {
            await region.Host.AdvanceAsync(TimeSpan.FromMinutes(1));
            runs = await region.School(A).GetRunsAsync();
        }

        Assert.Equal([manual.RunId], runs.Skip(1).Select(run => run.RunId));
        Assert.Equal(RunPhase.Complete, (await region.RestAsync(A, runs[0].RunId)).Phase);
        Assert.Equal("5", (await region.PupilAsync(A, "1"))!.YearGroup);
    }

    [Fact]
    public void Schools_AreSpreadOverTheWindow()
    {
        var minutes = Enumerable.Range(999000, 300)
            .Select(urn => OvernightWindow.NextDue(SyncSchedule.Default, urn.ToString(System.Globalization.CultureInfo.InvariantCulture), Region.Monday))
            .Select(due => (int)(due - Region.Monday).TotalMinutes / 60)
            .GroupBy(hour => hour)
            .ToList();
        Assert.True(minutes.Count >= 10);
        Assert.All(minutes, hour => Assert.InRange(hour.Count(), 5, 70));
    }
}

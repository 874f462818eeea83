using Uso.GrainInterfaces;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Where a school stands in the night, told without waking a run.</summary>
public sealed class NightTests
{
    private const string A = "999001";

    private static readonly Pupil[] Forty = Region.Pupils(40);

    [Fact]
    public async Task School_GoesFromWaitingOverDueToDone_AndTheNextNightBeginsAtNoon()
    {
        await using var region = await Region.StartAsync();
        Assert.Null(await region.School(A).GetNightAsync());
        await region.AddSchoolAsync(A);
        await IsAsync(region, NightState.Waiting, "no-export");

        await region.UploadAsync(A, new SimsExport().With(Forty).ToZip());
        var due = await IsAsync(region, NightState.Due, "upload-waits");
        Assert.Equal((await region.School(A).GetMisAsync())!.NextRunDue, due.Since);

        await region.NightAsync(A);
        var done = await IsAsync(region, NightState.Done, "done");
        Assert.Equal((40, RunPhase.Complete), (done.Recent[0].PupilRows, done.Recent[0].Phase));
        await region.NextDayAsync();
        await IsAsync(region, NightState.Waiting, "no-export");
    }

    [Fact]
    public async Task HeldRun_IsHeld_UntilSomebodyDecides()
    {
        await using var region = await StartAsync();
        var held = await region.SyncAsync(A, new SimsExport().With(Forty[..20]));
        var night = await IsAsync(region, NightState.Held, "held");
        Assert.Equal((held.RunId, 20), (night.RunId, night.Recent[0].Held));

        Region.Ok(await region.School(A).DiscardRunAsync(Region.Head(A), held.RunId));
        Assert.Equal(RunPhase.Discarded, (await IsAsync(region, NightState.Done, "done")).Recent[0].Phase);
    }

    [Fact]
    public async Task RefusedExport_IsFailed_WithTheReason_AndOverWithTheNextGoodOne()
    {
        await using var region = await StartAsync();
        await region.UploadAsync(A, []);
        await region.RunAsync(A, new StartRun { OperationId = "empty" });
        await IsAsync(region, NightState.Failed, "export-empty");

        await region.SyncAsync(A, new SimsExport().With(Forty).With(new Pupil("900", "Zebedee", "Yarrow", "2011-01-09")));
        Assert.Equal(3, (await IsAsync(region, NightState.Done, "done")).Recent.Length);
    }

    [Fact]
    public async Task ScheduleOff_OrNothingSetUp_IsOff_WithTheReason()
    {
        await using var region = await Region.StartAsync();
        Region.Ok(await region.School(A).PutAsync(Region.ServiceDesk, new PutSchool { Name = "A", LaCode = "899", EstablishmentNumber = "2001", Phase = SchoolPhase.Primary }));
        await IsAsync(region, NightState.Off, ProblemCodes.MisNotConfigured);
        await region.AddSchoolAsync(A);
        Region.Ok(await region.School(A).SetScheduleAsync(Region.Head(A), SyncSchedule.Default with { Enabled = false }));
        await IsAsync(region, NightState.Off, "schedule-off");
    }

    [Fact]
    public async Task Directory_KnowsTheLasThatHaveSchools()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync("999002", la: "830");
        await region.Host.RestartAsync();

        var las = await Task.WhenAll(LaDirectoryKey.All.Select(key => region.Grains.LaDirectory(key).GetAsync()));
        Assert.Equal(["830", "899"], las.SelectMany(some => some));
    }

    private static async Task<SchoolNight> IsAsync(Region region, NightState state, string reason)
    {
        var night = (await region.School(A).GetNightAsync())!;
        Assert.Equal((state, reason), (night.State, night.Reason));
        return night;
    }

    private static Task<Region> StartAsync() => Region.StartAsync(A, Forty);
}

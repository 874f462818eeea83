using System.Globalization;
using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>A run that is killed, or whose storage fails, ends as if nothing had happened.</summary>
public sealed class RecoveryTests
{
    private const string A = "999001";

    private static readonly Pupil[] Before =
    [
        .. Region.Pupils(6), new("51", "Jasper", "Smith", "2014-01-05"), new("52", "Jocasta", "Smith", "2013-02-06"), new("53", "Jin", "Smith", "2012-03-07"),
    ];

    /// <summary>One leaves, one changes, three come, two of them of a name that is taken.</summary>
    private static readonly Pupil[] After =
    [
        .. Before.Skip(1).Select(pupil => pupil.Id == "2" ? pupil with { Last = "Renamed" } : pupil),
        new("61", "Jerome", "Smith", "2011-04-08"), new("62", "Jemima", "Smith", "2010-05-09"), new("63", "Xanthe", "Yarrow", "2012-09-10"),
    ];

    [Theory]
    [InlineData(FaultKind.BlockBefore)]
    [InlineData(FaultKind.BlockAfter)]
    public async Task KilledAtAnyWrite_AndAskedAgain_EndsAsUndisturbed(FaultKind kind)
    {
        var expected = await UndisturbedAsync();
        for (var at = kind is FaultKind.BlockBefore ? 1 : 2; at <= expected.Writes; at += 3)
        {
            var faults = new Faults();
            await using var region = await StartAsync(faults);
            faults.Arm(kind, at);
            var running = region.School(A).StartRunAsync(Region.ServiceDesk, Start);
            await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
            await region.Host.KillAsync();
            faults.Disarm();
            await region.Host.StartAsync();

            var again = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
            Region.Balances(await region.RestAsync(A, again.RunId));

            Assert.Equal(expected.Outcome, await OutcomeAsync(region));
            _ = running.Exception;
        }
    }

    [Fact]
    public async Task KilledInTheMiddle_AndNobodyAsks_TheReminderFinishesIt()
    {
        var expected = await UndisturbedAsync();
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Arm(FaultKind.BlockBefore, 3, GrainTypes.User);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
        await region.Host.KillAsync();
        faults.Disarm();
        await region.Host.StartAsync();

        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));

        Assert.Equal(RunPhase.Complete, (await region.Run(A, started.RunId).WaitAsync(TimeSpan.FromSeconds(20)))!.Phase);
        Assert.Equal(expected.Outcome, await OutcomeAsync(region));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(UploadState.Processed, (await region.School(A).GetUploadsAsync())[0].State);
    }

    [Theory]
    [InlineData(FaultKind.ThrowBefore, GrainTypes.User)]
    [InlineData(FaultKind.ThrowAfter, GrainTypes.User)]
    [InlineData(FaultKind.ThrowBefore, GrainTypes.RosterPage)]
    [InlineData(FaultKind.ThrowAfter, GrainTypes.RosterPage)]
    [InlineData(FaultKind.ThrowBefore, GrainTypes.Roster)]
    [InlineData(FaultKind.ThrowAfter, GrainTypes.Roster)]
    [InlineData(FaultKind.ThrowBefore, GrainTypes.SyncRun)]
    [InlineData(FaultKind.ThrowAfter, GrainTypes.SyncRun)]
    public async Task StorageFails_TheRunGetsOnByItself(FaultKind kind, string grain)
    {
        var expected = await UndisturbedAsync();
        foreach (var at in new[] { 1, 2 })
        {
            var faults = new Faults();
            await using var region = await StartAsync(faults);
            faults.Arm(kind, at, grain);
            try
            {
                await region.School(A).StartRunAsync(Region.ServiceDesk, Start);
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                // The caller sees the fault and asks again, or the reminder does.
            }

            var runId = (await region.School(A).GetRunsAsync())[0].RunId;
            for (var step = 0; step < 20 && (await region.Run(A, runId).GetStatusAsync())?.IsAtRest() != true; step++)
            {
                await region.Host.AdvanceAsync(TimeSpan.FromSeconds(15));
            }

            Assert.Equal(RunPhase.Complete, (await region.Run(A, runId).GetStatusAsync())!.Phase);
            Assert.Equal(expected.Outcome, await OutcomeAsync(region));
        }
    }

    [Fact]
    public async Task FaultThatStays_FailsTheRun_LeavesTheUpload_AndAskingAgainDrivesItOn()
    {
        var expected = await UndisturbedAsync();
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Arm(FaultKind.ThrowBefore, 1, GrainTypes.User, times: int.MaxValue);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(5));

        Assert.Equal(RunPhase.Failed, (await region.Run(A, started.RunId).GetStatusAsync())!.Phase);
        Assert.Equal(UploadState.Received, (await region.School(A).GetUploadsAsync())[0].State);

        faults.Disarm();
        var again = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
        Assert.Equal((started.RunId, true), (again.RunId, again.Repeated));
        var run = await region.RestAsync(A, again.RunId);
        Assert.Equal((RunPhase.Complete, null), (run.Phase, run.Problem));
        Assert.Equal(expected.Outcome, await OutcomeAsync(region));
    }

    [Fact]
    public async Task WhileARunIsUnderWay_NoOtherStarts_ButStatusIsRead()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Arm(FaultKind.BlockBefore, 2, GrainTypes.User);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));

        Region.Refused(
            ProblemCodes.RunInProgress,
            await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "other" }));
        Region.Refused(ProblemCodes.RunInProgress, await region.School(A).UndoRunAsync(Region.ServiceDesk, "r000001", "undo"));

        // Asking for the same again neither waits for the run nor disturbs it.
        Assert.True(Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start)).Repeated);
        Assert.Equal(RunPhase.Applying, (await region.Run(A, started.RunId).GetStatusAsync())!.Phase);
        await region.Host.KillAsync();
    }

    [Fact]
    public async Task PhaseThatWasNotWritten_IsNotTold()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Arm(FaultKind.BlockBefore, 3, GrainTypes.SyncRun);
        var started = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, Start));
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(RunPhase.Applying, (await region.Run(A, started.RunId).GetStatusAsync())!.Phase);
        await region.Host.KillAsync();
    }

    private static readonly StartRun Start = new() { OperationId = "the-run" };

    private static async Task<(string Outcome, int Writes)> UndisturbedAsync()
    {
        var faults = new Faults();
        await using var region = await StartAsync(faults);
        faults.Disarm();
        await region.RunAsync(A, Start);
        return (await OutcomeAsync(region), faults.Seen);
    }

    private static async Task<Region> StartAsync(Faults faults)
    {
        faults.Disarm();
        var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A);
        await region.SyncAsync(A, new SimsExport().With(Before));
        await region.UploadAsync(A, new SimsExport().With(After).ToZip());
        return region;
    }

    /// <summary>Every entry with its account, and that no name was claimed besides.</summary>
    private static async Task<string> OutcomeAsync(Region region)
    {
        var lines = new List<string>();
        foreach (var entry in (await region.EntriesAsync(A)).OrderBy(entry => entry.MisId, StringComparer.Ordinal))
        {
            var user = await region.UserAsync(entry.Username!);
            var history = await region.Grains.User(Username.Parse(entry.Username!)).GetHistoryAsync();
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.MisId} {entry.Status} {entry.MissingSince} {entry.Username} {user.Status} {user.Identity.LegalLastName} {user.Memberships.Length} {history.Length}"));
        }

        var free = Username.Parse("jsmith5.899");
        lines.Add($"{free}: {await region.Grains.User(free).GetAsync() is not null}");
        return string.Join('\n', lines);
    }
}

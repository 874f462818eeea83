using Uso.GrainInterfaces;
using Uso.Testing;
using static Uso.Grains.Tests.SimsExport;

namespace Uso.Grains.Tests;

/// <summary>Two schools that meet the same new people at the same time make one account of each.</summary>
public sealed class ReservationTests
{
    private const string A = "999001";
    private const string B = "999002";
    private const string Other = "898001";

    private static readonly Pupil[] Shared = Region.Pupils(60);

    [Theory]
    [InlineData("899", false)]
    [InlineData("899", true)]
    [InlineData("898", true)]
    public async Task BothLoadedAtOnce_NobodyHasTwoAccounts_AndTheBooksBalance(string la, bool withUpns)
    {
        await using var region = await Region.StartAsync();
        var b = la == "899" ? B : Other;
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(b, la);
        var pupils = withUpns ? [.. Shared.Select((pupil, i) => pupil with { Upn = Region.UpnOf("899", i + 1) })] : Shared;
        await region.UploadAsync(A, new SimsExport().With(pupils).ToZip());
        await region.UploadAsync(b, new SimsExport().With([.. pupils.Select(pupil => pupil with { Id = "b" + pupil.Id })]).ToZip());

        var started = await Task.WhenAll(new[] { A, b }.Select(urn => region.School(urn).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "first load" })));
        var runs = await Task.WhenAll(new[] { A, b }.Zip(started).Select(one => region.RestAsync(one.First, Region.Ok(one.Second).RunId)));

        Assert.All(runs, run => Assert.Equal(RunPhase.Complete, run.Phase));
        Assert.All(runs, Region.Balances);
        Assert.Equal(60, runs.Sum(run => run.Pupils.Created));
        var entries = (await region.EntriesAsync(A)).Concat(await region.EntriesAsync(b)).ToList();
        var accounts = entries.Where(entry => entry.Status is RosterStatus.Allocated).Select(entry => (entry.Identity.LegalFirstName, entry.Identity.LegalLastName, entry.Identity.DateOfBirth, entry.Username)).ToList();
        Assert.Equal(60, accounts.Select(one => one.Username).Distinct().Count());
        Assert.Equal(60, accounts.Select(one => (one.LegalFirstName, one.LegalLastName, one.DateOfBirth)).Distinct().Count());
        foreach (var (urn, run) in new[] { A, b }.Zip(runs))
        {
            Assert.Equal(run.Pupils.Review, (await region.Roster(urn).GetCasesAsync(new CaseQuery())).Total);
        }
    }

    [Fact]
    public async Task HeldNewAccounts_MadeByAnotherSchoolBeforeTheApproval_AreCases_AndAreUndone()
    {
        await using var region = await Region.StartAsync();
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        await region.SyncAsync(A, new SimsExport().With(Region.Pupils(10, from: 300)));
        var held = await region.SyncAsync(A, new SimsExport().With(Region.Pupils(10, from: 300)).With(Shared));
        Assert.Equal((RunPhase.Held, 60), (held.Phase, held.Pupils.HeldRows));
        await region.SyncAsync(B, new SimsExport().With([.. Shared[..20].Select(pupil => pupil with { Id = "b" + pupil.Id })]));

        var run = await region.ApproveAsync(A, held.RunId);

        Assert.Equal((RunPhase.Complete, 40, 20), (run.Phase, run.Pupils.Created, run.Pupils.Review));
        Region.Balances(run);
        var open = (await region.Roster(A).GetCasesAsync(new CaseQuery())).Cases;
        Assert.Equal(20, open.Length);
        foreach (var one in open)
        {
            Assert.Equal("made-meanwhile", one.Entry.DecidedBy);
            Assert.Contains((await region.PupilAsync(B, "b" + one.Entry.MisId))!.Username, one.Entry.Candidates.Select(candidate => candidate.Username));
        }

        // The undo takes accounts and cases back.
        var undo = await region.UndoAsync(A, held.RunId);
        Assert.Equal((RunPhase.Complete, 0), (undo.Phase, undo.Left));
        Assert.Equal((0, 40), ((await region.Roster(A).GetCasesAsync(new CaseQuery())).Total, (await region.EntriesAsync(A)).Count(entry => entry.Status is RosterStatus.Unallocated)));
        Assert.All((await region.EntriesAsync(B)), entry => Assert.Equal(RosterStatus.Allocated, entry.Status));
    }

    [Theory]
    [InlineData(FaultKind.BlockBefore, GrainTypes.User, 20)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.UpnIndex, 1)]
    [InlineData(FaultKind.BlockAfter, GrainTypes.RosterPage, 1)]
    public async Task TheFirstIsKilledWhileItMakesThem_TheSecondWaitsOrAsks_AndNobodyHasTwo(FaultKind kind, string grain, int at)
    {
        var faults = new Faults();
        faults.Disarm();
        await using var region = await Region.StartAsync(services => services.DecorateGrainStorage(GrainInterfaces.StorageNames.Default, faults.Around));
        await region.AddSchoolAsync(A);
        await region.AddSchoolAsync(B);
        Pupil[] pupils = [.. Shared.Select((pupil, i) => pupil with { Upn = Region.UpnOf("899", i + 1) })];
        await region.UploadAsync(A, new SimsExport().With(pupils).ToZip());
        faults.Arm(kind, at, grain);
        var first = Region.Ok(await region.School(A).StartRunAsync(Region.ServiceDesk, new StartRun { OperationId = "first load" }));
        await faults.Hit.WaitAsync(TimeSpan.FromSeconds(20));
        await region.Host.KillAsync();
        faults.Disarm();
        await region.Host.StartAsync();

        // The second school is first now: accounts that are half made are nowhere but in themselves and in the UPN index.
        var second = await region.SyncAsync(B, new SimsExport().With([.. pupils.Select(pupil => pupil with { Id = "b" + pupil.Id })]));
        await region.Host.AdvanceAsync(TimeSpan.FromMinutes(3));

        var run = await region.RestAsync(A, first.RunId);
        Assert.Equal(RunPhase.Complete, run.Phase);
        Region.Balances(run);
        var allocated = (await region.EntriesAsync(A)).Concat(await region.EntriesAsync(B)).Where(entry => entry.Status is RosterStatus.Allocated).ToList();
        Assert.Equal(allocated.Count, allocated.Select(entry => entry.Identity.Upn).Distinct().Count());
        Assert.InRange(second.Pupils.Review + second.Pupils.Created + second.Pupils.Moved + second.Pupils.Linked, 60, 60);
        foreach (var holder in await Task.WhenAll(pupils.Select(pupil => region.Grains.UpnIndex(UpnShardKey.Of(pupil.Upn!)).LookupAsync([pupil.Upn!]))))
        {
            Assert.True(holder.Length <= 1);
        }
    }
}

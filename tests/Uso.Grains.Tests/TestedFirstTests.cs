using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Uso.GrainInterfaces;
using Uso.Mis;
using Uso.Mis.Contract;
using Uso.Mis.Pulling;

namespace Uso.Grains.Tests;

/// <summary>Where a MIS's data is tested before it counts, a school's first syncs are dry runs, until a person promotes the newest one.</summary>
public sealed class TestedFirstTests
{
    private static readonly string A = ContractSchool.Numbers.Urn;

    [Fact]
    public async Task FirstSyncsOfWonde_AreDryRuns_UntilAPersonPromotesOne()
    {
        using var catalog = MisCatalog.Default(TimeProvider.System, new PullOptions { MaxRetries = 0, AllowPrivateAddresses = true });
        await using var wonde = (PulledFixture)MisFixtures.Of("wonde");
        await wonde.StartAsync(catalog);
        wonde.Serve(ContractSchool.Day(), ContractFlaw.None);
        await using var region = await Region.StartAsync(services => services.AddSingleton(catalog));
        await region.AddSchoolAsync(A);
        Region.Ok(await region.School(A).ConfigureMisAsync(Region.ServiceDesk, new ConfigureMis { Mis = "wonde", Settings = wonde.Values.ToImmutableDictionary() }));
        Region.Ok(await region.School(A).SetScheduleAsync(Region.ServiceDesk, SyncSchedule.Default with { Enabled = false }));

        var first = await region.RunAsync(A, new StartRun { OperationId = "first" });
        Assert.Equal((RunPhase.DryRun, "wonde", 12), (first.Phase, first.ChangedFrom, first.Pupils.Created));
        Assert.Empty(await region.EntriesAsync(A));
        Assert.Equal(StepState.Pending, await TestAsync(region));

        // Another look; the older one cannot be promoted any more.
        var second = await region.RunAsync(A, new StartRun { OperationId = "second" });
        Region.Refused(ProblemCodes.PreviewStale, await region.School(A).PromoteRunAsync(Region.Head(A), first.RunId));

        var promoted = await region.RestAsync(A, Region.Ok(await region.School(A).PromoteRunAsync(Region.Head(A), second.RunId)).RunId);
        Assert.Equal((RunPhase.Complete, 12, 3), (promoted.Phase, promoted.Pupils.Created, promoted.Staff.Created));
        Assert.Equal(StepState.Done, await TestAsync(region));

        await region.NextDayAsync();
        var night = await region.RunAsync(A, new StartRun { OperationId = "night" });
        Assert.Equal((RunPhase.Complete, null, 12), (night.Phase, night.ChangedFrom, night.Pupils.Unchanged));

        // What is taken back was not right: it is tested again.
        Assert.Equal(RunPhase.Complete, (await region.UndoAsync(A, promoted.RunId)).Phase);
        Assert.Equal(RunPhase.DryRun, (await region.RunAsync(A, new StartRun { OperationId = "again" })).Phase);
    }

    private static async Task<StepState> TestAsync(Region region) => (await region.School(A).GetAutoUpdateAsync())!.Steps.Single(step => step.Code == "test").State;
}

using Orleans;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Management;

/// <inheritdoc cref="IManagementGrain"/>
[GrainType("sys.management")]
internal sealed class ManagementGrain(EmbeddedSilo silo) : Grain, IManagementGrain
{
    public Task ForceActivationCollection(TimeSpan ageLimit)
    {
        silo.CollectIdle(ageLimit);
        return Task.CompletedTask;
    }

    public Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics() => Task.FromResult<SimpleGrainStatistic[]>(
    [
        .. silo.Types.All
            .Select(c => new SimpleGrainStatistic { GrainType = c.Statistic, SiloAddress = SiloAddress.Zero, ActivationCount = c.Activations.Count() })
            .Where(s => s.ActivationCount > 0),
    ]);

    public Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null) =>
        Task.FromResult<DetailedGrainStatistic[]>(
        [
            .. silo.Types.All
                .Where(c => types is null || types.Contains(c.Statistic))
                .SelectMany(c => c.Activations)
                .Select(a => new DetailedGrainStatistic { GrainType = a.Class.Statistic, SiloAddress = SiloAddress.Zero, GrainId = a.GrainId }),
        ]);

    public Task<int> GetTotalActivationCount() => Task.FromResult(silo.Types.All.Sum(c => c.Activations.Count()));
}

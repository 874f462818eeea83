using Uso.ClientApi.Hosting;

namespace Uso.ClientApi.Operations;

internal static class GetOperations
{
    private const int ManagementKey = 0;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetOperations").WithSummary("For who operates the service: silos, grains in memory, slow calls, reminders due and late, tonight's queue.")
        .Allow(Role.ServiceDesk);

    private static async Task<Ok<OperationsView>> HandleAsync(
        IClusterFacts cluster, TonightCount tonight, IGrainFactory grains, TimeProvider clock, CancellationToken cancellationToken)
    {
        var silos = cluster.SilosAsync(cancellationToken);
        var reminders = cluster.RemindersAsync(clock.GetUtcNow(), cancellationToken);
        var activations = grains.GetGrain<IManagementGrain>(ManagementKey).GetSimpleGrainStatistics();
        return TypedResults.Ok(new OperationsView
        {
            Runtime = OrleansHosting.OneProcess ? "embedded" : "cluster",
            Silos = await silos,
            Reminders = await reminders,
            Activations =
            [
                .. (await activations).GroupBy(type => ShortName(type.GrainType), StringComparer.Ordinal)
                    .Select(type => new ActivationCount { Grain = type.Key, Count = type.Sum(silo => silo.ActivationCount) })
                    .OrderByDescending(type => type.Count).ThenBy(type => type.Grain, StringComparer.Ordinal),
            ],
            Tonight = await tonight.ReadAsync(cancellationToken),
        });
    }

    /// <summary>The class's name, without namespace and assembly.</summary>
    private static string ShortName(string type) => type.Split(',')[0].Split('.')[^1];
}

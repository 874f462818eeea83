using System.Collections.Immutable;

namespace Uso.ClientApi.Snapshots;

internal static class GetSnapshots
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetSnapshots").WithSummary("Versions kept, newest first.")
        .Allow(Role.ServiceDesk, Role.LaOperator, Role.Consumer);

    private static async Task<Results<Ok<ImmutableArray<SnapshotVersion>>, ProblemHttpResult>> HandleAsync(
        LaCode la, ConsumerId consumer, IGrainFactory grains) =>
        await ConsumerAccess.RefusalAsync(grains, la, consumer) is { } refusal
            ? refusal
            : TypedResults.Ok(await grains.Snapshot(new SnapshotKey(la, consumer)).GetVersionsAsync());
}

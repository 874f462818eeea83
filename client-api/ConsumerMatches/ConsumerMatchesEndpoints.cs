namespace Uso.ClientApi.ConsumerMatches;

internal static class ConsumerMatchesEndpoints
{
    public static void MapConsumerMatchesEndpoints(this IEndpointRouteBuilder routes, Hosting.ClientApiOptions options) =>
        PostConsumerMatches.Map(routes.MapGroup("/api/local-authorities/{la}/matches").WithTags("Snapshots"), options);
}

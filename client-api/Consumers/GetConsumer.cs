namespace Uso.ClientApi.Consumers;

internal static class GetConsumer
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetConsumer").WithSummary("A consumer and the LAs it may read.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<ConsumerDetails>, ProblemHttpResult>> HandleAsync(ConsumerId consumer, IGrainFactory grains) =>
        await grains.Consumer(consumer).GetAsync() is { } details
            ? TypedResults.Ok(details)
            : Answer.Of(ProblemCodes.ConsumerUnknown, "There is no such consumer.");
}

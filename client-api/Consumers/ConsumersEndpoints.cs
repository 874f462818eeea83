namespace Uso.ClientApi.Consumers;

internal static class ConsumersEndpoints
{
    public static void MapConsumersEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/consumers/{consumer}").WithTags("Consumers");
        GetConsumer.Map(group);
        PutConsumerEndpoint.Map(group);
    }
}

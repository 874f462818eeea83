namespace Uso.ClientApi.Operations;

internal static class OperationsEndpoints
{
    public static void MapOperationsEndpoints(this IEndpointRouteBuilder routes) => GetOperations.Map(routes.MapGroup("/api/operations").WithTags("Operation"));
}

namespace Uso.ClientApi.Tokens;

internal static class TokensEndpoints
{
    public static void MapTokensEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/tokens").WithTags("Tokens");
        PostToken.Map(group);
        DeleteToken.Map(group);
    }
}

namespace Uso.ClientApi.LocalAuthorities;

internal static class LocalAuthoritiesEndpoints
{
    public static void MapLocalAuthoritiesEndpoints(this IEndpointRouteBuilder routes) =>
        GetLocalAuthority.Map(routes.MapGroup("/api/local-authorities/{la}").WithTags("Local authorities"));
}

namespace Uso.ClientApi.LocalAuthorities;

internal static class LocalAuthoritiesEndpoints
{
    public static void MapLocalAuthoritiesEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/local-authorities/{la}").WithTags("Local authorities");
        GetLocalAuthority.Map(group);
        PutLaAccountPolicy.Map(group);
        GetLaUsers.Map(group);
    }
}

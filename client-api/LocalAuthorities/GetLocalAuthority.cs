namespace Uso.ClientApi.LocalAuthorities;

internal static class GetLocalAuthority
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetLocalAuthority").WithSummary("An LA's schools and consumers, and when its snapshots were last built.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Ok<LocalAuthorityDetails>> HandleAsync(LaCode la, IGrainFactory grains) =>
        TypedResults.Ok(await grains.LocalAuthority(la).GetAsync());
}

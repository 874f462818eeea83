namespace Uso.ClientApi.Rollovers;

internal static class PutLaRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutLaRollover").WithSummary("Plans the new year of every school of the LA that has no plan of its own.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<LocalAuthorityDetails>, ProblemHttpResult>> HandleAsync(
        LaCode la, PutRollover body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.LocalAuthority(la).SetRolloverAsync(current.Caller, body));
}

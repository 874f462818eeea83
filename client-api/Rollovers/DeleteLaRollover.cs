namespace Uso.ClientApi.Rollovers;

internal static class DeleteLaRollover
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("", HandleAsync)
        .WithName("DeleteLaRollover").WithSummary("Takes the LA's plan back.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<LocalAuthorityDetails>, ProblemHttpResult>> HandleAsync(LaCode la, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.LocalAuthority(la).SetRolloverAsync(current.Caller, null));
}

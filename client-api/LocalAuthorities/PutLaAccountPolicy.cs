using Uso.ClientApi.Schools;

namespace Uso.ClientApi.LocalAuthorities;

internal static class PutLaAccountPolicy
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/account-policy", HandleAsync)
        .WithName("PutLaAccountPolicy").WithSummary("The LA's grace, retention and lead of future starters, with a reason; what is left out has its default.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<LocalAuthorityDetails>, ProblemHttpResult>> HandleAsync(
        LaCode la, PutAccountPolicyBody body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.LocalAuthority(la).SetPolicyAsync(current.Caller, body.ToChoice()));
}

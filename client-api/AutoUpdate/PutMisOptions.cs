using System.Collections.Immutable;

namespace Uso.ClientApi.AutoUpdate;

internal static class PutMisOptions
{
    private const int Most = 20;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("/mis/options", HandleAsync)
        .WithName("PutMisOptions").WithSummary("Which services of the MIS the school has, and which improvements are switched on for it. Reports that need more are no longer accepted.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<MisConfiguration>, ProblemHttpResult>> HandleAsync(
        Urn urn, SetMisOptions body, CurrentCaller current, IGrainFactory grains)
    {
        foreach (var (name, values) in new (string, ImmutableArray<string>)[] { ("services", body.Services), ("improvements", body.Improvements) })
        {
            if (values.IsDefault || values.Length > Most)
            {
                return Answer.Invalid(name, $"at most {Most} names");
            }
        }

        return Answer.Ok(await grains.School(urn).SetMisOptionsAsync(current.Caller, body));
    }
}

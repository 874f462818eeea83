namespace Uso.ClientApi.Gates;

internal static class PutGates
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut("", HandleAsync)
        .WithName("PutGates").WithSummary("Changes the limits, with a reason that is kept. What is not named has the default of the school's phase. The same again changes nothing.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<GateSettings>, ProblemHttpResult>> HandleAsync(
        Urn urn, SetGates body, CurrentCaller current, IGrainFactory grains) =>
        Answer.Ok(await grains.School(urn).SetGatesAsync(current.Caller, body));
}

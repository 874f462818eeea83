namespace Uso.ClientApi.GenericApi;

internal static class PostSupplierCredentials
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/supplier-credentials", HandleAsync)
        .WithName("PostSupplierCredentials")
        .WithSummary("Makes a new supplier id and password for the MIS that sends to the Generic API, shown this once; the old ones stop working.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Created<SupplierCredentials>, ProblemHttpResult>> HandleAsync(Urn urn, CurrentCaller current, IGrainFactory grains)
    {
        var outcome = await grains.School(urn).IssueSupplierCredentialsAsync(current.Caller);
        return outcome.TryGet(out var issued, out var problem) ? TypedResults.Created((string?)null, issued) : Answer.Of(problem);
    }
}

namespace Uso.ClientApi.Matches;

internal static class GetAllCases
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/cases", HandleAsync)
        .WithTags("Matches").WithName("GetAllCases").WithSummary("The cases of all schools, LA by LA, for the service desk.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<CaseList>, ProblemHttpResult>> HandleAsync([AsParameters] CaseFilterQuery asked, IGrainFactory grains)
    {
        if (!asked.TryRead(out var query, out var invalid))
        {
            return invalid;
        }

        if (!CaseWalk.TryRead(asked.Cursor, out var from))
        {
            return CaseWalk.Invalid();
        }

        var las = await Task.WhenAll(LaDirectoryKey.All.Select(key => grains.LaDirectory(key).GetAsync()));
        return TypedResults.Ok(await CaseWalk.ReadAsync(grains, [.. las.SelectMany(some => some).Order(StringComparer.Ordinal)], query, from));
    }
}

namespace Uso.ClientApi.Matches;

internal static class MatchesEndpoints
{
    public static void MapMatchesEndpoints(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/schools/{urn}/matches").WithTags("Matches");
        GetMatches.Map(group);
        PostMatch.Map(group);
        PostBulkMatch.Map(group);
        TakeBackMatch.Map(group);
        GetLocalAuthorityCases.Map(routes);
        GetAllCases.Map(routes);
    }
}

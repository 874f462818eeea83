using System.Collections.Immutable;

namespace Uso.ClientApi.Matches;

internal static class GetLocalAuthorityCases
{
    private const int CountedAtOnce = 16;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/local-authorities/{la}/cases", HandleAsync)
        .WithTags("Matches").WithName("GetLocalAuthorityCases").WithSummary("The cases of all schools of an LA, school by school, for the service desk.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<CaseList>, ProblemHttpResult>> HandleAsync(LaCode la, [AsParameters] CaseFilterQuery asked, IGrainFactory grains)
    {
        if (!asked.TryRead(out var query, out var invalid))
        {
            return invalid;
        }

        if (!CaseWalk.TryRead(asked.Cursor, out var from))
        {
            return CaseWalk.Invalid();
        }

        var page = await CaseWalk.ReadAsync(grains, [la.Value], query, from);
        if (asked.Cursor is not null)
        {
            return TypedResults.Ok(page);
        }

        var schools = await CountAsync(grains, (await grains.LocalAuthority(la).GetAsync()).Schools, query with { Take = 0 });
        return TypedResults.Ok(page with { Schools = [.. schools.Where(one => one.Cases > 0)], Total = schools.Sum(one => one.Cases) });
    }

    private static async Task<List<SchoolCases>> CountAsync(IGrainFactory grains, ImmutableArray<string> urns, CaseQuery query)
    {
        var counted = new List<SchoolCases>(urns.Length);
        foreach (var chunk in urns.Chunk(CountedAtOnce))
        {
            counted.AddRange(await Task.WhenAll(chunk.Select(async urn =>
                new SchoolCases { Urn = urn, Cases = (await grains.Roster(Urn.Parse(urn)).GetCasesAsync(query)).Total })));
        }

        return counted;
    }
}

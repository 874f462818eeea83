using System.Collections.Immutable;

namespace Uso.ClientApi.Night;

internal static class GetNight
{
    /// <summary>Each LA has some hundred schools to read.</summary>
    private const int MostLas = 25;
    private const int DefaultLas = 10;
    private const int MostNamed = 50;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetNight").WithSummary("The night's queue of every LA, some LAs a page (take, at most 25): counts, and the schools that are held or failed, with the reasons.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<ListPage<NightSummary>>, ProblemHttpResult>> HandleAsync(int? skip, int? take, IGrainFactory grains)
    {
        if (skip is < 0)
        {
            return Answer.Invalid("skip", "0 or more");
        }

        if (take is < 1 or > MostLas)
        {
            return Answer.Invalid("take", $"1 to {MostLas}");
        }

        var las = (await Task.WhenAll(LaDirectoryKey.All.Select(key => grains.LaDirectory(key).GetAsync()))).SelectMany(some => some).ToList();
        var page = ImmutableArray.CreateBuilder<NightSummary>();
        foreach (var la in las.Skip(skip ?? 0).Take(take ?? DefaultLas))
        {
            var schools = await NightOfSchools.ReadAsync(grains, LaCode.Parse(la));
            page.Add(new NightSummary
            {
                LaCode = la,
                Counts = NightCounts.Of(schools),
                Attention = [.. schools.Where(school => school.State is NightState.Held or NightState.Failed).Take(MostNamed)],
            });
        }

        return TypedResults.Ok(new ListPage<NightSummary> { Items = page.ToImmutable(), Total = las.Count, Skip = skip ?? 0 });
    }
}

public sealed record NightSummary
{
    public required string LaCode { get; init; }
    public required NightCounts Counts { get; init; }

    /// <summary>Schools that are held or failed, at most 50; all of them are in the LA's own night.</summary>
    public required ImmutableArray<SchoolNight> Attention { get; init; }
}

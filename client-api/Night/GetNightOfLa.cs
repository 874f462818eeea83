namespace Uso.ClientApi.Night;

internal static class GetNightOfLa
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetNightOfLa").WithSummary("The night's queue of an LA: which schools are due, running, held, failed, done, with the reasons.")
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<NightOfLa>, ProblemHttpResult>> HandleAsync(
        LaCode la, Named<NightState>? state, int? skip, int? take, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        var schools = await NightOfSchools.ReadAsync(grains, la);
        return TypedResults.Ok(new NightOfLa
        {
            LaCode = la.Value,
            Counts = NightCounts.Of(schools),
            Schools = paging.Of([.. schools.Where(school => state is null || school.State == state.Value.Value)]),
        });
    }
}

public sealed record NightOfLa
{
    public required string LaCode { get; init; }

    /// <summary>Of all schools of the LA.</summary>
    public required NightCounts Counts { get; init; }

    /// <summary>Those of the state asked for, by URN.</summary>
    public required ListPage<SchoolNight> Schools { get; init; }
}

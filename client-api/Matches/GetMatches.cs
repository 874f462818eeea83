namespace Uso.ClientApi.Matches;

internal static class GetMatches
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync)
        .WithName("GetMatches").WithSummary("The school's cases, open or decided: people who resemble an account, with the candidates and the evidence for each in words.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<CaseList>, ProblemHttpResult>> HandleAsync(Urn urn, [AsParameters] CaseFilterQuery asked, IGrainFactory grains)
    {
        if (!asked.TryRead(out var query, out var invalid))
        {
            return invalid;
        }

        if (asked.Cursor is not null && !CasePosition.TryParse(asked.Cursor, out _))
        {
            return Answer.Invalid("cursor", "the next of a page before");
        }

        var page = await grains.Roster(urn).GetCasesAsync(query with { After = asked.Cursor });
        return TypedResults.Ok(new CaseList { Items = [.. page.Cases.Select(one => CaseView.Of(urn, one))], Total = page.Total, Next = page.Next });
    }
}

namespace Uso.ClientApi.Runs;

internal static class GetRejected
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{runId}/rejected", HandleAsync)
        .WithName("GetRejected")
        .WithSummary("Rows that could not be used: a page of JSON, or, with Accept: text/csv, all of them as CSV. What a value was is never in it.")
        .OrCsv()
        .Allow(Role.ServiceDesk, Role.SchoolAdmin, Role.HeadTeacher);

    private static async Task<Results<Ok<ListPage<RejectedRowDetail>>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Urn urn, string runId, int? skip, int? take, HttpContext context, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (RunAnswer.Find(grains, urn, runId) is not { } run || await run.GetStatusAsync() is not { } status)
        {
            return RunAnswer.NotFound();
        }

        if (status.ForgottenAt is not null)
        {
            return RunAnswer.Gone();
        }

        if (CsvAnswer.IsWanted(context))
        {
            return CsvAnswer.Of(context, $"rejected-{urn}-{runId}.csv", RejectedRows.Header, RejectedRows.AllAsync(run).Select(RejectedRows.Cells));
        }

        return TypedResults.Ok(new ListPage<RejectedRowDetail>
        {
            Items = await run.GetRejectedAsync(paging.Skip, paging.Take),
            Total = status.Reports.Sum(report => report.Rejected),
            Skip = paging.Skip,
        });
    }
}

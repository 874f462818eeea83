using Uso.ClientApi.Runs;

namespace Uso.ClientApi.BulkResults;

internal static class GetBulkRejected
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/rejected", HandleAsync)
        .WithName("GetBulkRejected")
        .WithSummary("Rows of the last processed export that could not be used, by report, rule and field. With Accept: text/csv, all that fit as CSV.")
        .OrCsv()
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<ListPage<RejectedRowDetail>>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        Urn urn, string? report, string? rule, string? field, int? skip, int? take, HttpContext context, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        var rows = await LastSync.FindAsync(grains, urn) is { } run
            ? RejectedRows.AllAsync(grains.SyncRun(new RunKey(urn, run.RunId))).Where(row => Fits(row.Report, report) && Fits(row.Rule, rule) && Fits(row.Field, field))
            : AsyncEnumerable.Empty<RejectedRowDetail>();
        return CsvAnswer.IsWanted(context)
            ? CsvAnswer.Of(context, $"rejected-{urn}.csv", RejectedRows.Header, rows.Select(RejectedRows.Cells))
            : TypedResults.Ok(paging.Of([.. await rows.ToListAsync()]));
    }

    private static bool Fits(string value, string? asked) => string.IsNullOrEmpty(asked) || string.Equals(value, asked, StringComparison.OrdinalIgnoreCase);
}

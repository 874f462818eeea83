using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace Uso.ClientApi.Runs;

internal static class GetRejected
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/{runId}/rejected", HandleAsync)
        .WithName("GetRejected")
        .WithSummary("Rows that could not be used: a page of JSON, or, with Accept: text/csv, all of them as CSV. What a value was is never in it.")
        .Produces<string>(StatusCodes.Status200OK, "text/csv")
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

        if (MediaTypes.Choose(context.Request, MediaTypes.Json, MediaTypes.Csv) == MediaTypes.Csv)
        {
            context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"rejected-{urn}-{runId}.csv" }.ToString();
            return TypedResults.Stream(body => WriteCsvAsync(run, body), $"{MediaTypes.Csv}; charset=utf-8");
        }

        return TypedResults.Ok(new ListPage<RejectedRowDetail>
        {
            Items = await run.GetRejectedAsync(paging.Skip, paging.Take),
            Total = status.Reports.Sum(report => report.Rejected),
            Skip = paging.Skip,
        });
    }

    private static async Task WriteCsvAsync(ISyncRunGrain run, Stream body)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteAsync("report,file,row,field,rule,valueClass,misId\r\n");
        for (var offset = 0; ; offset += Paging.MaxTake)
        {
            var rows = await run.GetRejectedAsync(offset, Paging.MaxTake);
            foreach (var row in rows)
            {
                await text.WriteAsync(CsvCell.Line(
                    row.Report, row.File, row.Row.ToString(CultureInfo.InvariantCulture), row.Field, row.Rule, row.ValueClass, row.MisId));
            }

            if (rows.Length < Paging.MaxTake)
            {
                return;
            }
        }
    }
}

using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Net.Http.Headers;

namespace Uso.ClientApi.Audit;

/// <summary>The record of a scope, day by day, as it is read: never all of it in memory.</summary>
internal static class AuditExport
{
    private const int DefaultDays = 31;
    private const int MostDays = 400;

    private static readonly string[] Header = ["at", "by", "role", "action", "subject", "count", "people", "reason"];

    public static Results<PushStreamHttpResult, ProblemHttpResult> Answer(
        HttpContext context, IGrainFactory grains, TimeProvider clock, DateOnly? from, DateOnly? to, string scope, Func<DateOnly, AuditKey> keyOf)
    {
        var last = to ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var first = from ?? last.AddDays(1 - DefaultDays);
        if (first > last || last.DayNumber - first.DayNumber >= MostDays)
        {
            return Problems.Answer.Invalid("from, to", $"from before to, at most {MostDays} days");
        }

        var entries = EntriesAsync(grains, first, last, keyOf);
        if (MediaTypes.Choose(context.Request, MediaTypes.NdJson, MediaTypes.Csv) == MediaTypes.Csv)
        {
            return CsvAnswer.Of(context, $"audit-{scope}.csv", Header, entries.Select(Cells));
        }

        context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"audit-{scope}.ndjson" }.ToString();
        return TypedResults.Stream(body => WriteLinesAsync(body, entries), $"{MediaTypes.NdJson}; charset=utf-8");
    }

    private static async IAsyncEnumerable<AuditEntry> EntriesAsync(IGrainFactory grains, DateOnly first, DateOnly last, Func<DateOnly, AuditKey> keyOf)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            var page = grains.Audit(keyOf(day));
            for (var offset = 0; await page.GetAsync(offset, Paging.MaxTake) is { IsEmpty: false } entries; offset += entries.Length)
            {
                foreach (var entry in entries)
                {
                    yield return entry;
                }
            }
        }
    }

    private static async Task WriteLinesAsync(Stream body, IAsyncEnumerable<AuditEntry> entries)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await foreach (var entry in entries)
        {
            await text.WriteAsync(JsonSerializer.Serialize(entry, ApiJson.Options) + "\n");
        }
    }

    private static string?[] Cells(AuditEntry entry) =>
    [
        entry.At.ToString("O", CultureInfo.InvariantCulture),
        entry.By,
        entry.Role.ToString(),
        entry.Action,
        entry.Subject,
        entry.Count.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', entry.People),
        entry.Reason,
    ];
}

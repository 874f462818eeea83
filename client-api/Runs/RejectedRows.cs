using System.Globalization;

namespace Uso.ClientApi.Runs;

/// <summary>A run's rejected rows, page after page.</summary>
internal static class RejectedRows
{
    public static readonly string[] Header = ["report", "file", "row", "field", "rule", "valueClass", "misId"];

    public static async IAsyncEnumerable<RejectedRowDetail> AllAsync(ISyncRunGrain run)
    {
        for (var offset = 0; ; offset += Paging.MaxTake)
        {
            var rows = await run.GetRejectedAsync(offset, Paging.MaxTake);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Length < Paging.MaxTake)
            {
                yield break;
            }
        }
    }

    public static string?[] Cells(RejectedRowDetail row) =>
        [row.Report, row.File, row.Row.ToString(CultureInfo.InvariantCulture), row.Field, row.Rule, row.ValueClass, row.MisId];
}

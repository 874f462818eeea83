using System.Text;
using Uso.Mis;
using Uso.Mis.Sims;

namespace Uso.ClientApi.Tests;

/// <summary>A small students report as SIMS exports it.</summary>
internal static class StudentsCsv
{
    internal sealed record Row(string Id, string First, string Last, string Born, string? Upn = null);

    public static byte[] Of(IEnumerable<Row> rows)
    {
        var columns = SimsColumns.Default.Of(Report.Students);
        var text = new StringBuilder().AppendJoin(',', columns.Select(column => column.Header)).Append("\r\n");
        foreach (var row in rows)
        {
            text.AppendJoin(',', columns.Select(column => column.Field switch
            {
                nameof(ExtractPerson.MisId) => row.Id,
                nameof(ExtractPerson.LegalFirstName) => row.First,
                nameof(ExtractPerson.LegalLastName) => row.Last,
                nameof(ExtractPerson.DateOfBirth) => $"{row.Born}T00:00:00",
                nameof(ExtractPerson.Upn) => row.Upn ?? "",
                _ => "",
            })).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}

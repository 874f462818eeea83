using System.Globalization;
using System.Text;
using System.Text.Json;
using CsvHelper;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>Writes the answers as they are read by machines: CSV cells are exactly the data.</summary>
internal static class AnswerWriter
{
    private static readonly string[] Columns = ["row", "id", "status", "username", "reason"];

    public static async Task WriteCsvAsync(Stream body, IReadOnlyList<RowAnswer> answers, CancellationToken cancellationToken)
    {
        await using var csv = CsvWriter.Create(body, new CsvWriterOptions { NewLine = "\r\n" }, leaveOpen: true);
        foreach (var column in Columns)
        {
            csv.WriteField(column);
        }

        await csv.EndRecordAsync(cancellationToken);
        foreach (var answer in answers)
        {
            csv.WriteField(answer.Row.ToString(CultureInfo.InvariantCulture));
            csv.WriteField(answer.Id);
            csv.WriteField(JsonNamingPolicy.CamelCase.ConvertName(answer.Status.ToString()));
            csv.WriteField(answer.Username);
            csv.WriteField(answer.Reason);
            await csv.EndRecordAsync(cancellationToken);
        }
    }

    public static async Task WriteNdJsonAsync(Stream body, IReadOnlyList<RowAnswer> answers, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        foreach (var answer in answers)
        {
            await text.WriteAsync(JsonSerializer.Serialize(answer, ApiJson.Options).AsMemory(), cancellationToken);
            await text.WriteAsync('\n');
        }
    }
}

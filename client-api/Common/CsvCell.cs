namespace Uso.ClientApi.Common;

/// <summary>CSV for people, who open it in a spreadsheet: MIS ids and file names come from outside and must not be taken for formulas.</summary>
internal static class CsvCell
{
    public static string Line(params ReadOnlySpan<string?> cells)
    {
        var line = new System.Text.StringBuilder();
        var first = true;
        foreach (var cell in cells)
        {
            line.Append(first ? "" : ",").Append(Quoted(Safe(cell ?? "")));
            first = false;
        }

        return line.Append("\r\n").ToString();
    }

    public static string Safe(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{value}" : value;

    private static string Quoted(string value) =>
        value.AsSpan().ContainsAny(",\"\r\n") ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
}

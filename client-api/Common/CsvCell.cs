namespace Uso.ClientApi.Common;

/// <summary>A cell that people open in a spreadsheet: names, MIS ids and file names come from outside and must not be taken for formulas.</summary>
internal static class CsvCell
{
    public static string Safe(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] ? $"'{value}" : value;
}

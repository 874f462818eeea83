using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Uso.Mis.Rows;

namespace Uso.Mis.PlainCsv;

/// <summary>
/// How one school's CSV files are to be read, saved with the school as the setting <c>mapping</c>. See <c>docs/mis/csv.md</c>.
/// Without one, files are called after their reports, columns after their fields, and a last line <c>END,rows</c> proves that a file is whole.
/// </summary>
internal sealed class CsvMapping
{
    public const string Setting = "mapping";
    private const string NotADate = "-";

    /// <summary>What every date may look like when the mapping does not say: no order of day and month to be mixed up.</summary>
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyyMMdd", "dd/MM/yyyy", "d/M/yyyy", "dd-MM-yyyy", "dd.MM.yyyy", "d MMM yyyy", "dd MMM yyyy", "d MMMM yyyy", "MM/dd/yyyy", "M/d/yyyy", "dd/MM/yy", "dd-MMM-yyyy", "dd-MMM-yy"];

    private readonly Dictionary<Report, (string File, IReadOnlyList<RowColumn> Columns)> _reports = [];

    private CsvMapping(CsvMappingText text)
    {
        Separator = text.Separator is null or "" ? ',' : text.Separator is "tab" or "\t" ? '\t' : text.Separator is [',' or ';' or '|'] ? text.Separator[0] : throw Bad("separator must be , ; | or tab");
        Encoding = text.Encoding?.ToLowerInvariant() switch
        {
            null or "auto" => CsvEncoding.Auto,
            "utf-8" => CsvEncoding.Utf8,
            "utf-16" => CsvEncoding.Utf16,
            "windows-1252" => CsvEncoding.Windows1252,
            _ => throw Bad("encoding must be auto, utf-8, utf-16 or windows-1252"),
        };
        Trailer = text.Trailer is { } trailer ? trailer.Trim() is { Length: <= 40 } word ? word : throw Bad("trailer is too long") : "END";
        if (text.Dates is not null && !Formats.Contains(text.Dates))
        {
            throw Bad($"dates must be one of {string.Join(", ", Formats)}");
        }

        foreach (var report in Enum.GetValues<Report>())
        {
            var asked = text.Reports?.GetValueOrDefault(report.ToString());
            var file = asked?.File?.Trim() is { Length: > 0 } name ? name : report.ToString();
            _reports[report] = (file, Columns(report, asked?.Columns, text.Dates));
        }

        if (text.Reports?.Keys.FirstOrDefault(name => !Enum.TryParse<Report>(name, out _)) is not null)
        {
            throw Bad($"names a report that there is not; there are: {string.Join(", ", Enum.GetNames<Report>())}");
        }

        if (_reports.Values.GroupBy(one => Simple(one.File)).Any(same => same.Count() > 1))
        {
            throw Bad("gives two reports the same file");
        }
    }

    public char Separator { get; }

    public CsvEncoding Encoding { get; }

    /// <summary>First value of a last line that gives the number of rows; "": files have none, and absence from them never counts.</summary>
    public string Trailer { get; }

    /// <exception cref="MisExportException"><c>csv-bad-mapping</c>, with what is wrong.</exception>
    public static CsvMapping Of(IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            var text = settings.GetValueOrDefault(Setting);
            return new CsvMapping((string.IsNullOrWhiteSpace(text) ? null : JsonSerializer.Deserialize(text, CsvMappingJson.Default.CsvMappingText)) ?? new CsvMappingText());
        }
        catch (JsonException broken)
        {
            throw new MisExportException(MisErrorCodes.CsvBadMapping, "The column mapping is not the JSON that docs/mis/csv.md describes.", broken);
        }
    }

    public IReadOnlyList<RowColumn> Columns(Report report) => _reports[report].Columns;

    /// <summary>The report that a file is, by its name: it is the mapping's name, or begins with it. Case, spaces and the ending do not matter.</summary>
    public Report? ReportOf(string? fileName)
    {
        if (fileName is null)
        {
            return null;
        }

        var name = Simple(Path.GetFileNameWithoutExtension(fileName[(fileName.LastIndexOfAny(['/', '\\']) + 1)..]));
        Report? found = null;
        var length = 0;
        foreach (var (report, (file, _)) in _reports)
        {
            var wanted = Simple(file);
            if (wanted.Length > length && name.StartsWith(wanted, StringComparison.Ordinal))
            {
                (found, length) = (report, wanted.Length);
            }
        }

        return found;
    }

    private static string Simple(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static List<RowColumn> Columns(Report report, Dictionary<string, string>? headers, string? dates)
    {
        var columns = CsvColumns.Of(report).Select(column => column.Cell is RowCell.Date && dates is not null ? column with { Clean = DateIn(dates) } : column).ToList();
        if (headers is null)
        {
            return columns;
        }

        foreach (var (field, header) in headers)
        {
            var at = columns.FindIndex(column => column.Field == field);
            if (at < 0)
            {
                throw Bad($"names a field that {report} does not have; it has: {string.Join(", ", columns.Select(column => column.Field))}");
            }

            columns[at] = columns[at] with { Header = header.Trim() };
        }

        // Whoever maps a report says which columns it has: a field that is not named is not in the file, whatever a column is called.
        if (columns.FirstOrDefault(column => column.Mandatory && string.IsNullOrWhiteSpace(headers.GetValueOrDefault(column.Field))) is { } missing)
        {
            throw Bad($"has no column for {report}.{missing.Field}, which is mandatory");
        }

        columns.RemoveAll(column => !headers.ContainsKey(column.Field) || column.Header.Length == 0);
        return columns.GroupBy(column => column.Header, StringComparer.OrdinalIgnoreCase).Any(same => same.Count() > 1)
            ? throw Bad($"gives two fields of {report} the same column")
            : columns;
    }

    // A value of another format is no date: it must not be read with day and month the other way round.
    private static RowCleaner DateIn(string format) => (value, _) =>
        DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date.ToString("O", CultureInfo.InvariantCulture) : NotADate;

    private static MisExportException Bad(string what) => new(MisErrorCodes.CsvBadMapping, $"The column mapping {what}.");
}

/// <summary>How a file's bytes are decoded.</summary>
internal enum CsvEncoding
{
    /// <summary>By its mark, as UTF-8 when it is, otherwise as Windows-1252.</summary>
    Auto,
    Utf8,
    Utf16,
    Windows1252,
}

/// <summary>The mapping as a school saves it.</summary>
internal sealed record CsvMappingText
{
    public string? Encoding { get; init; }
    public string? Separator { get; init; }

    /// <summary>Format of every date in the files.</summary>
    public string? Dates { get; init; }

    public string? Trailer { get; init; }

    /// <summary>Report name → its file and columns.</summary>
    public Dictionary<string, CsvReportText>? Reports { get; init; }
}

/// <summary>One report of a mapping.</summary>
internal sealed record CsvReportText
{
    /// <summary>How the file's name begins.</summary>
    public string? File { get; init; }

    /// <summary>Canonical field → header.</summary>
    public Dictionary<string, string>? Columns { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(CsvMappingText))]
internal sealed partial class CsvMappingJson : JsonSerializerContext;

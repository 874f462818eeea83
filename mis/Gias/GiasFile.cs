using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Gias;

/// <summary>A school as the national register has it.</summary>
public sealed record GiasSchool
{
    /// <summary>Six digits.</summary>
    public required string Urn { get; init; }

    public required string Name { get; init; }

    /// <summary>Three digits.</summary>
    public required string LaCode { get; init; }

    /// <summary>Four digits.</summary>
    public required string EstablishmentNumber { get; init; }

    /// <summary>In the register's words, for example "Primary" or "Middle deemed secondary".</summary>
    public string? Phase { get; init; }

    /// <summary>In the register's words, for example "Community special school".</summary>
    public string? Type { get; init; }

    /// <summary>In the register's words: "Open", "Closed", "Open, but proposed to close", "Proposed to open".</summary>
    public string? Status { get; init; }

    public DateOnly? OpenedOn { get; init; }
    public DateOnly? ClosedOn { get; init; }
}

/// <summary>How a school belongs to another: of which one it is the successor, or which one is its.</summary>
/// <param name="Urn">The school.</param>
/// <param name="LinkUrn">The other one.</param>
/// <param name="Type">In the register's words, for example "Successor" or "Predecessor - merged".</param>
/// <param name="Since">When it came about, where the register says.</param>
public sealed record GiasLink(string Urn, string LinkUrn, string Type, DateOnly? Since);

/// <summary>One row: a school, a link, or why it is neither.</summary>
public sealed record GiasRow(int Row)
{
    public GiasSchool? School { get; init; }
    public GiasLink? Link { get; init; }

    /// <summary>The column that is wrong.</summary>
    public string? Field { get; init; }

    /// <summary>A code of a row from <see cref="MisErrorCodes"/>.</summary>
    public string? Rule { get; init; }
}

/// <summary>
/// The register's downloads: the school list, and the list of links. UTF-8 or Windows-1252, columns found by their names, whatever their number. One bad row is reported and the
/// rest goes on.
/// </summary>
public static class GiasFile
{
    private const int MaxName = 200;

    /// <param name="file">Seekable; it is read twice, first to know its encoding.</param>
    /// <exception cref="MisExportException">Neither of the lists.</exception>
    public static IEnumerable<GiasRow> Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ReadAll(file);
    }

    private static IEnumerable<GiasRow> ReadAll(Stream file)
    {
        file.Position = 0;
        var encoding = TextEncodings.Detect(file);
        file.Position = 0;
        using var csv = CsvRows.Open(new UnclosedStream(file), encoding);
        var columns = csv.Column("LinkURN") >= 0 ? Columns(csv, "URN", "LinkURN", "LinkType") : Columns(csv, "URN", "LA (code)", "EstablishmentNumber", "EstablishmentName");
        var links = columns.Length == 3;
        var (phase, type, status) = (csv.Column("PhaseOfEducation (name)"), csv.Column("TypeOfEstablishment (name)"), csv.Column("EstablishmentStatus (name)"));
        var (opened, closed, since) = (csv.Column("OpenDate"), csv.Column("CloseDate"), csv.Column("LinkEstablishedDate"));
        for (var row = 1; csv.Read(); row++)
        {
            yield return Wrong(csv, columns) is var (field, rule) ? new GiasRow(row) { Field = csv.Header[columns[field]], Rule = rule }
                : links ? new GiasRow(row) { Link = new GiasLink(csv.Text(columns[0])!, csv.Text(columns[1])!, csv.Text(columns[2])!, Date(csv, since)) }
                : new GiasRow(row)
                {
                    School = new GiasSchool
                    {
                        Urn = csv.Text(columns[0])!,
                        LaCode = csv.Text(columns[1])!,
                        EstablishmentNumber = csv.Text(columns[2])!,
                        Name = csv.Text(columns[3])!,
                        Phase = csv.Text(phase),
                        Type = csv.Text(type),
                        Status = csv.Text(status),
                        OpenedOn = Date(csv, opened),
                        ClosedOn = Date(csv, closed),
                    },
                };
        }
    }

    private static int[] Columns(CsvRows csv, params string[] names) => Array.ConvertAll(names, name => csv.Column(name) is >= 0 and var at
        ? at
        : throw new MisExportException(MisErrorCodes.ExportMissingColumn, $"The header line has no column \"{name}\": this is neither the register's list of schools nor its list of links."));

    private static (int Field, string Rule)? Wrong(CsvRows csv, int[] columns)
    {
        if (csv.HasBadWidth)
        {
            return (0, MisErrorCodes.RowColumnCount);
        }

        for (var i = 0; i < columns.Length; i++)
        {
            var text = csv.Text(columns[i]);
            if (text is null)
            {
                return (i, csv.IsTooLong(columns[i]) ? MisErrorCodes.RowTooLong : MisErrorCodes.RowMissingValue);
            }

            var digits = csv.Header[columns[i]].ToUpperInvariant() switch { "URN" or "LINKURN" => 6, "LA (CODE)" => 3, "ESTABLISHMENTNUMBER" => 4, _ => 0 };
            if (digits > 0 ? text.Length != digits || !text.All(char.IsAsciiDigit) : text.Any(char.IsControl))
            {
                return (i, MisErrorCodes.RowBadValue);
            }

            if (text.Length > MaxName)
            {
                return (i, MisErrorCodes.RowTooLong);
            }
        }

        return null;
    }

    // dd-mm-yyyy; a spreadsheet that saved it again writes dd/mm/yyyy.
    private static DateOnly? Date(CsvRows csv, int column) =>
        csv.Text(column) is { } text && Cell.TryDate(text is [_, _, '-', _, _, '-', ..] ? text.Replace('-', '/') : text, out var date) ? date : null;
}

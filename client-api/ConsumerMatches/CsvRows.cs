using System.Runtime.CompilerServices;
using CsvHelper;

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>Rows of a text/csv body. The header names the columns, in any order; a column that nobody reads is refused, as a misspelt one would be.</summary>
internal static class CsvRows
{
    public const string Columns = "id, kind, first_name, last_name, upn, date_of_birth, school";

    private const int MaxRecordBytes = 64 * 1024;

    private static readonly string[] Known = ["id", "kind", "firstname", "lastname", "upn", "dateofbirth", "school"];
    private static readonly string[] Needed = ["kind", "firstname", "lastname", "school"];

    /// <exception cref="UnreadableBodyException">No such CSV.</exception>
    public static async IAsyncEnumerable<ReadRow> ReadAsync(Stream body, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var broken = false;
        var unterminated = false;
        await using var csv = CsvReader.Create(body, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = ',',
            MaxRecordSize = MaxRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record =>
            {
                broken = true;
                unterminated |= record.Reason == CsvMalformedReason.UnterminatedQuote;
            },
        }, leaveOpen: true);
        if (!await NextAsync(csv, cancellationToken))
        {
            yield break;
        }

        var columns = Header(csv);
        while (true)
        {
            broken = false;
            if (!await NextAsync(csv, cancellationToken))
            {
                break;
            }

            if (unterminated)
            {
                throw new UnreadableBodyException("A quoted value is never closed.");
            }

            if (csv.FieldCount == 1 && csv.IsEmpty(0) && columns.Length > 1)
            {
                continue; // A blank line.
            }

            yield return broken || csv.FieldCount != columns.Length ? new ReadRow(new MatchRow(), RowReasons.Malformed) : new ReadRow(RowOf(csv, columns));
        }
    }

    private static async ValueTask<bool> NextAsync(CsvReader csv, CancellationToken cancellationToken)
    {
        try
        {
            return await csv.ReadAsync(cancellationToken);
        }
        catch (CsvFormatException)
        {
            throw new UnreadableBodyException($"A record is longer than {MaxRecordBytes} bytes: a quote was opened and not closed.");
        }
    }

    private static string[] Header(CsvReader csv)
    {
        var columns = new string[csv.FieldCount];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = string.Concat(csv.GetString(i).Where(char.IsLetterOrDigit)).ToLowerInvariant();
        }

        return columns.All(Known.Contains) && columns.Distinct().Count() == columns.Length && Needed.All(columns.Contains)
            ? columns
            : throw new UnreadableBodyException($"The first line names the columns, of {Columns}; kind, both names and school are needed.");
    }

    private static MatchRow RowOf(CsvReader csv, string[] columns)
    {
        return new MatchRow
        {
            Id = Value("id"),
            Kind = Value("kind"),
            FirstName = Value("firstname"),
            LastName = Value("lastname"),
            Upn = Value("upn"),
            DateOfBirth = Value("dateofbirth"),
            School = Value("school"),
        };

        string? Value(string column)
        {
            var at = Array.IndexOf(columns, column);
            return at < 0 || csv.IsEmpty(at) ? null : csv.GetString(at);
        }
    }
}

/// <summary>The body as a whole cannot be read. The message is for the caller and quotes nothing.</summary>
internal sealed class UnreadableBodyException(string message) : Exception(message);

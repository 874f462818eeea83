using System.Text;
using CsvHelper;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.Sims;

/// <summary>
/// Records of a CSV report. CSV has no closing proof: it counts as whole when its last line is ended and every row is as wide as the header.
/// A file cut exactly between two lines cannot be told from a whole one, which is why XML is to be preferred.
/// </summary>
internal sealed class SimsCsvRows : ISimsRows
{
    private const int MaxRecordBytes = 256 * 1024;
    private const int MaxValueBytes = 4096;
    private readonly TailStream _bytes;
    private readonly CsvReader _csv;
    private readonly int[] _columns;
    private readonly char[] _value = new char[MaxValueBytes];
    private bool _badWidth;
    private bool _badQuotes;
    private bool _unterminated;

    private SimsCsvRows(TailStream bytes, Encoding encoding, IReadOnlyList<RowColumn> columns)
    {
        _bytes = bytes;
        _csv = CsvReader.Create(new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16), new CsvReaderOptions
        {
            HasHeader = false,
            Separator = ',',
            MaxRecordSize = MaxRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record =>
            {
                _badQuotes = true;
                _unterminated |= record.Reason == CsvMalformedReason.UnterminatedQuote;
            },
        }, leaveOpen: false);
        _columns = ReadHeader(columns);
    }

    public string? WhyNotWhole => _badWidth || !EndsWithNewLine(_bytes.Tail()) ? MisErrorCodes.ReportTruncated : null;

    public static SimsCsvRows Open(Stream stream, Encoding encoding, IReadOnlyList<RowColumn> columns)
    {
        var bytes = new TailStream(stream, encoding);
        try
        {
            return new SimsCsvRows(bytes, encoding, columns);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public bool Read(RowValues row)
    {
        if (!Next())
        {
            return false;
        }

        _bytes.NextRecord();
        row.Clear();
        var count = _csv.FieldCount;
        for (var i = 0; i < count && i < _columns.Length; i++)
        {
            if (_columns[i] >= 0)
            {
                Set(row, i, _columns[i]);
            }
        }

        if (count != _columns.Length)
        {
            _badWidth = true;
            row.Break(row.KeyColumn, MisErrorCodes.RowColumnCount, "text");
        }
        else if (_badQuotes)
        {
            row.Break(row.KeyColumn, MisErrorCodes.RowBadValue, "text");
        }

        return true;
    }

    public void Dispose() => _csv.Dispose();

    private void Set(RowValues row, int field, int column)
    {
        if (_csv.GetSpan(field).Length > MaxValueBytes)
        {
            row.Break(column, MisErrorCodes.RowTooLong, "text");
            return;
        }

        row.Set(column, _value.AsSpan(0, _csv.GetChars(field, _value)));
    }

    private static bool EndsWithNewLine(string tail) => tail.EndsWith('\n') || tail.EndsWith('\r');

    private int[] ReadHeader(IReadOnlyList<RowColumn> columns)
    {
        if (!Next())
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        var map = new int[_csv.FieldCount];
        var taken = new bool[columns.Count];
        for (var i = 0; i < map.Length; i++)
        {
            var header = _csv.GetString(i).Trim();
            map[i] = -1;
            for (var c = 0; c < columns.Count; c++)
            {
                if (!taken[c] && header.Equals(columns[c].Header, StringComparison.OrdinalIgnoreCase))
                {
                    map[i] = c;
                    taken[c] = true;
                    break;
                }
            }
        }

        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c].Mandatory && !taken[c])
            {
                throw new MisExportException(MisErrorCodes.ExportMissingColumn, $"The header line has no column \"{columns[c].Header}\".");
            }
        }

        return map;
    }

    private bool Next()
    {
        _badQuotes = false;
        bool read;
        try
        {
            read = _csv.Read();
        }
        catch (DecoderFallbackException broken)
        {
            throw new MisExportException(MisErrorCodes.ExportEncoding, "The file holds bytes that are not text in its encoding.", broken);
        }
        catch (CsvFormatException broken)
        {
            // A record of 256 KB is a quote that was opened and not closed.
            throw Unterminated(broken);
        }

        return _unterminated ? throw Unterminated() : read;
    }

    private static MisExportException Unterminated(Exception? inner = null) =>
        new(MisErrorCodes.ExportTruncated, "The file ends inside a quoted value.", inner);
}

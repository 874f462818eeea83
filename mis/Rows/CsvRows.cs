using System.Text;
using CsvHelper;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>
/// The records of a CSV file, its header line first. CSV has no closing proof: <see cref="IsCut"/> tells of a last line that is not ended and of a row of another width than
/// the header; a file cut exactly between two lines cannot be told from a whole one.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const int MaxRecordBytes = 256 * 1024;
    private const int MaxValueBytes = 4096;
    private readonly TailStream _bytes;
    private readonly CsvReader _csv;
    private readonly char[] _value = new char[MaxValueBytes];
    private int _badWidths;
    private bool _unterminated;

    private CsvRows(TailStream bytes, Encoding encoding, char separator)
    {
        _bytes = bytes;
        _csv = CsvReader.Create(new StreamReader(bytes, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16), new CsvReaderOptions
        {
            HasHeader = false,
            Separator = separator,
            MaxRecordSize = MaxRecordBytes,
            IncludeValuesInExceptions = false,
            OnMalformedRecord = record =>
            {
                HasBadQuotes = true;
                _unterminated |= record.Reason == CsvMalformedReason.UnterminatedQuote;
            },
        }, leaveOpen: false);
        if (!Next())
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        var header = new string[_csv.FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = _csv.GetString(i).Trim().TrimStart('\uFEFF');
        }

        Header = header;
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>Columns of the record that was read last.</summary>
    public int FieldCount => _csv.FieldCount;

    /// <summary>The record's quotes do not match.</summary>
    public bool HasBadQuotes { get; private set; }

    /// <summary>The record is wider or narrower than the header.</summary>
    public bool HasBadWidth { get; private set; }

    /// <summary>What was read shows that something is missing.</summary>
    public bool IsCut => _badWidths > 0 || _bytes.Tail() is not [.., '\n' or '\r'];

    /// <exception cref="MisExportException">The file is empty or not text.</exception>
    public static CsvRows Open(Stream stream, Encoding encoding, char separator = ',')
    {
        var bytes = new TailStream(stream, encoding);
        try
        {
            return new CsvRows(bytes, encoding, separator);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public bool Read()
    {
        if (!Next())
        {
            return false;
        }

        _bytes.NextRecord();
        HasBadWidth = FieldCount != Header.Count;
        _badWidths += HasBadWidth ? 1 : 0;
        return true;
    }

    /// <summary>The record that was read last is meant to be narrower or wider than the header.</summary>
    public void ForgiveWidth()
    {
        _badWidths -= HasBadWidth ? 1 : 0;
        HasBadWidth = false;
    }

    /// <summary>The value is longer than any value is.</summary>
    public bool IsTooLong(int field) => _csv.GetSpan(field).Length > MaxValueBytes;

    /// <summary>A value as it stands there; good until the next is asked for. Not for one that is too long.</summary>
    public ReadOnlySpan<char> Value(int field) => _value.AsSpan(0, _csv.GetChars(field, _value));

    /// <summary>A value, trimmed; null when it is empty, too long or not there.</summary>
    public string? Text(int field) => (uint)field >= (uint)FieldCount || IsTooLong(field) || Value(field).Trim() is not { IsEmpty: false } text ? null : new string(text);

    /// <summary>Position of a column by its name, whatever the case; -1 when there is none.</summary>
    public int Column(string name)
    {
        for (var i = 0; i < Header.Count; i++)
        {
            if (Header[i].Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    public void Dispose() => _csv.Dispose();

    private bool Next()
    {
        HasBadQuotes = false;
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

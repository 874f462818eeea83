using System.Text;
using System.Text.Unicode;
using CsvHelper;
using Uso.Mis.Archives;
using Uso.Mis.Text;

namespace Uso.Mis.Rows;

/// <summary>
/// The records of a CSV file, its header line first. CSV has no closing proof: <see cref="IsCut"/> tells of a last line that is not ended and of a row of another width than
/// the header; a file cut exactly between two lines cannot be told from a whole one. Values are looked at as the UTF-8 that nearly all files are; others are turned into it on the way.
/// </summary>
internal sealed class CsvRows : IDisposable
{
    private const int MaxRecordBytes = 256 * 1024;
    private const int MaxValueBytes = 4096;
    private readonly CsvReader _csv;
    private readonly TailStream? _stream;
    private readonly HeldBytes? _held;
    private char[] _value = [];
    private int _badWidths;
    private bool _unterminated;

    private CsvRows(TailStream stream, char separator)
    {
        _stream = stream;
        _csv = CsvReader.Create(stream, Options(separator), leaveOpen: false);
        Header = ReadHeader();
    }

    private CsvRows(HeldBytes held, char separator)
    {
        _held = held;
        _csv = CsvReader.Create(held.Bytes, Options(separator));
        Header = ReadHeader();
    }

    public IReadOnlyList<string> Header { get; }

    /// <summary>Columns of the record that was read last.</summary>
    public int FieldCount => _csv.FieldCount;

    /// <summary>The record's quotes do not match.</summary>
    public bool HasBadQuotes { get; private set; }

    /// <summary>The record is wider or narrower than the header.</summary>
    public bool HasBadWidth { get; private set; }

    /// <summary>What was read shows that something is missing.</summary>
    public bool IsCut => _badWidths > 0 || !(_stream is null ? _held!.Bytes.Span is [.., (byte)'\n' or (byte)'\r'] : _stream.Tail() is [.., '\n' or '\r']);

    /// <exception cref="MisExportException">The file is empty or not text.</exception>
    public static CsvRows Open(Stream stream, Encoding encoding, char separator = ',')
    {
        var utf8 = encoding is UTF8Encoding ? new Utf8Stream(stream) : Encoding.CreateTranscodingStream(stream, encoding, TextEncodings.Utf8);
        var bytes = new TailStream(utf8, TextEncodings.Utf8);
        try
        {
            return new CsvRows(bytes, separator);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <param name="file">The file.</param>
    /// <param name="encodingOf">Its encoding, by a look at it; may refuse it.</param>
    /// <param name="separator">What stands between two values.</param>
    /// <exception cref="MisExportException">The file is empty or not text.</exception>
    public static CsvRows Open(UploadedFile file, Func<Stream, Encoding> encodingOf, char separator = ',')
    {
        var held = HeldBytes.Of(file.Open());
        if (held.IsWhole)
        {
            return Open(held, encodingOf, separator);
        }

        held.Dispose();

        // One after the other: a file that was sent alone has one position.
        Encoding encoding;
        using (var look = file.Open())
        {
            encoding = encodingOf(look);
        }

        return Open(file.Open(), encoding, separator);
    }

    public bool Read()
    {
        if (!Next())
        {
            return false;
        }

        _stream?.NextRecord();
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

    /// <summary>A value as it stands there, in UTF-8; good until the next record.</summary>
    public ReadOnlySpan<byte> Bytes(int field) => _csv.GetSpan(field);

    /// <summary>The value is longer than any value is.</summary>
    public bool IsTooLong(int field) => Bytes(field).Length > MaxValueBytes;

    /// <summary>The value is empty but for spaces.</summary>
    public bool IsBlank(int field)
    {
        var bytes = Bytes(field);
        return bytes.IsEmpty || ((bytes[0] <= ' ' || bytes[0] > '~') && bytes.Length <= MaxValueBytes && Value(field).IsWhiteSpace());
    }

    /// <summary>The value is this one, whatever the case, and spaces around it.</summary>
    public bool Is(int field, string value)
    {
        var bytes = Bytes(field).Trim(" \t\r\n"u8);
        return Ascii.EqualsIgnoreCase(bytes, value)
            || (!Ascii.IsValid(bytes) && !IsTooLong(field) && Value(field).Trim().Equals(value, StringComparison.OrdinalIgnoreCase));
    }

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

    public void Dispose()
    {
        _csv.Dispose();
        _held?.Dispose();
    }

    private static CsvRows Open(HeldBytes held, Func<Stream, Encoding> encodingOf, char separator)
    {
        try
        {
            var encoding = encodingOf(held.Open());
            if (encoding is UTF8Encoding)
            {
                return Utf8.IsValid(held.Bytes.Span) ? new CsvRows(held, separator) : throw Utf8Stream.NotText();
            }

            var copy = new MemoryStream(held.Bytes.ToArray());
            held.Dispose();
            return Open(copy, encoding, separator);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    private static MisExportException Unterminated(Exception? inner = null) =>
        new(MisErrorCodes.ExportTruncated, "The file ends inside a quoted value.", inner);

    private CsvReaderOptions Options(char separator) => new()
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
    };

    private string[] ReadHeader()
    {
        if (!Next())
        {
            throw new MisExportException(MisErrorCodes.ExportEmpty, "The file is empty.");
        }

        var header = new string[_csv.FieldCount];
        for (var i = 0; i < header.Length; i++)
        {
            header[i] = _csv.GetString(i).Trim().TrimStart('\uFEFF');
        }

        return header;
    }

    private ReadOnlySpan<char> Value(int field)
    {
        if (_value.Length == 0)
        {
            _value = new char[MaxValueBytes];
        }

        return _value.AsSpan(0, _csv.GetChars(field, _value));
    }

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
            throw Utf8Stream.NotText(broken);
        }
        catch (CsvFormatException broken)
        {
            // A record of 256 KB is a quote that was opened and not closed.
            throw Unterminated(broken);
        }

        return _unterminated ? throw Unterminated() : read;
    }
}

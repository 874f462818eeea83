using System.Globalization;
using System.Text;
using Uso.Mis.Archives;
using Uso.Mis.Rows;
using Uso.Mis.Text;

namespace Uso.Mis.PlainCsv;

/// <summary>One report in one file: its rows, and whether they are all there.</summary>
internal sealed class CsvFile : IDisposable
{
    private readonly CsvRows _csv;
    private readonly CsvColumnMap _map;
    private readonly CsvMapping _mapping;
    private int? _declared;

    private CsvFile(CsvRows csv, CsvMapping mapping, IReadOnlyList<RowColumn> columns)
    {
        (_csv, _mapping) = (csv, mapping);
        _map = new CsvColumnMap(csv, columns);
    }

    public IReadOnlyList<string> Header => _csv.Header;

    /// <summary>Rows read, without the trailer and empty lines.</summary>
    public int Rows { get; private set; }

    public string? WhyNotWhole =>
        Rows == 0 ? MisErrorCodes.ReportEmpty
        : _mapping.Trailer.Length == 0 ? MisErrorCodes.ReportUnproven
        : _declared is not { } rows || _csv.IsCut ? MisErrorCodes.ReportTruncated
        : rows != Rows ? MisErrorCodes.CountMismatch
        : null;

    /// <exception cref="MisExportException">It cannot be read at all.</exception>
    public static CsvFile Open(UploadedFile file, CsvMapping mapping, IReadOnlyList<RowColumn> columns)
    {
        var csv = CsvRows.Open(file, look => EncodingOf(look, mapping.Encoding), mapping.Separator);
        try
        {
            return new CsvFile(csv, mapping, columns);
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    public bool Read(RowValues row)
    {
        while (_csv.Read())
        {
            if (IsEmpty())
            {
                _csv.ForgiveWidth();
            }
            else if (IsTrailer())
            {
                _csv.ForgiveWidth();
                _declared = int.TryParse(_csv.Text(1), NumberStyles.None, CultureInfo.InvariantCulture, out var rows) ? rows : null;
            }
            else
            {
                // The trailer was not the last line: it proves nothing.
                _declared = null;
                Rows++;
                _map.Fill(_csv, row);
                return true;
            }
        }

        return false;
    }

    public void Dispose() => _csv.Dispose();

    private static Encoding EncodingOf(Stream stream, CsvEncoding encoding)
    {
        switch (encoding)
        {
            case CsvEncoding.Windows1252:
                return TextEncodings.Windows1252;
            case CsvEncoding.Utf8:
                return TextEncodings.Utf8;
            case CsvEncoding.Utf16:
                var head = new byte[2];
                stream.ReadAtLeast(head, 2, throwOnEndOfStream: false);
                return TextEncodings.Utf16(head);
            default:
                return TextEncodings.Detect(stream);
        }
    }

    private bool IsEmpty()
    {
        for (var i = 0; i < _csv.FieldCount; i++)
        {
            if (!_csv.IsBlank(i))
            {
                return false;
            }
        }

        return true;
    }

    // Spreadsheets fill the line up with empty values.
    private bool IsTrailer()
    {
        if (_mapping.Trailer.Length == 0 || !_csv.Is(0, _mapping.Trailer))
        {
            return false;
        }

        for (var i = 2; i < _csv.FieldCount; i++)
        {
            if (!_csv.IsBlank(i))
            {
                return false;
            }
        }

        return true;
    }
}

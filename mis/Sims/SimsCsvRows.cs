using System.Text;
using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>Records of a CSV report. It counts as whole when nothing shows that it was cut, which is why XML, with its closing tag, is to be preferred.</summary>
internal sealed class SimsCsvRows : ISimsRows
{
    private readonly CsvRows _csv;
    private readonly CsvColumnMap _columns;

    private SimsCsvRows(CsvRows csv, IReadOnlyList<RowColumn> columns)
    {
        _csv = csv;
        _columns = new CsvColumnMap(csv, columns);
    }

    public string? WhyNotWhole => _csv.IsCut ? MisErrorCodes.ReportTruncated : null;

    public static SimsCsvRows Open(Stream stream, Encoding encoding, IReadOnlyList<RowColumn> columns)
    {
        var csv = CsvRows.Open(stream, encoding);
        try
        {
            return new SimsCsvRows(csv, columns);
        }
        catch
        {
            csv.Dispose();
            throw;
        }
    }

    public bool Read(RowValues row)
    {
        if (!_csv.Read())
        {
            return false;
        }

        _columns.Fill(_csv, row);
        return true;
    }

    public void Dispose() => _csv.Dispose();
}

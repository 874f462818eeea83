namespace Uso.Mis.Rows;

/// <summary>Which column of a CSV file is which column of a report, by the header line.</summary>
internal sealed class CsvColumnMap
{
    /// <summary>Headers that begin so are put in by the reader.</summary>
    private const string NotInFile = "uso:";

    private readonly int[] _columns;

    /// <exception cref="MisExportException">The header line lacks a mandatory column.</exception>
    public CsvColumnMap(CsvRows csv, IReadOnlyList<RowColumn> columns)
    {
        _columns = new int[csv.Header.Count];
        var taken = new bool[columns.Count];
        for (var i = 0; i < _columns.Length; i++)
        {
            _columns[i] = -1;
            for (var c = 0; c < columns.Count; c++)
            {
                if (!taken[c] && csv.Header[i].Equals(columns[c].Header, StringComparison.OrdinalIgnoreCase))
                {
                    _columns[i] = c;
                    taken[c] = true;
                    break;
                }
            }
        }

        for (var c = 0; c < columns.Count; c++)
        {
            if (columns[c].Mandatory && !taken[c] && !columns[c].Header.StartsWith(NotInFile, StringComparison.Ordinal))
            {
                throw new MisExportException(MisErrorCodes.ExportMissingColumn, $"The header line has no column \"{columns[c].Header}\".");
            }
        }
    }

    /// <summary>Fills a row with the record that was read last.</summary>
    public void Fill(CsvRows csv, RowValues row)
    {
        row.Clear();
        for (var i = 0; i < csv.FieldCount && i < _columns.Length; i++)
        {
            if (_columns[i] < 0)
            {
                continue;
            }

            if (csv.IsTooLong(i))
            {
                row.Break(_columns[i], MisErrorCodes.RowTooLong, "text");
            }
            else
            {
                row.Set(_columns[i], csv.Value(i));
            }
        }

        if (csv.HasBadWidth)
        {
            row.Break(row.KeyColumn, MisErrorCodes.RowColumnCount, "text");
        }
        else if (csv.HasBadQuotes)
        {
            row.Break(row.KeyColumn, MisErrorCodes.RowBadValue, "text");
        }
    }
}

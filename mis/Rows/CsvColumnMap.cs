namespace Uso.Mis.Rows;

/// <summary>Which column of a CSV file is which column of a report, by the header line.</summary>
internal sealed class CsvColumnMap
{
    /// <summary>Headers that begin so are put in by the reader.</summary>
    private const string NotInFile = "uso:";

    private readonly (int Field, int Column)[] _columns;

    /// <exception cref="MisExportException">The header line lacks a mandatory column.</exception>
    public CsvColumnMap(CsvRows csv, IReadOnlyList<RowColumn> columns)
    {
        var read = new List<(int, int)>(columns.Count);
        var taken = new bool[columns.Count];
        for (var i = 0; i < csv.Header.Count; i++)
        {
            for (var c = 0; c < columns.Count; c++)
            {
                if (!taken[c] && csv.Header[i].Equals(columns[c].Header, StringComparison.OrdinalIgnoreCase))
                {
                    read.Add((i, c));
                    taken[c] = true;
                    break;
                }
            }
        }

        _columns = [.. read];

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
        foreach (var (field, column) in _columns)
        {
            if (field >= csv.FieldCount)
            {
                break;
            }

            row.Set(column, csv.Bytes(field));
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

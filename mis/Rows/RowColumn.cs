namespace Uso.Mis.Rows;

/// <summary>How a column's text is read.</summary>
public enum RowCell
{
    /// <summary>Text that differs from row to row.</summary>
    Text,

    /// <summary>Text with few different values; pooled.</summary>
    Repeated,

    Date,

    /// <summary>Identifies the row.</summary>
    Key,
}

/// <summary>Takes out of a trimmed value what the MIS puts in and nobody means; the answer may be a part of the value, or stand in the buffer.</summary>
/// <param name="value">The value, trimmed and not empty.</param>
/// <param name="buffer">At least as long as the value.</param>
public delegate ReadOnlySpan<char> RowCleaner(ReadOnlySpan<char> value, Span<char> buffer);

/// <summary>One column of a report whose rows are flat.</summary>
/// <param name="Report">The report that it belongs to.</param>
/// <param name="SubReport">Heading on settings screens.</param>
/// <param name="Field">Canonical field name.</param>
/// <param name="Header">Its name in the wire format: CSV header, JSON property, XML element before encoding.</param>
/// <param name="Cell">How the text is read.</param>
/// <param name="Mandatory">A row without it is rejected.</param>
public sealed record RowColumn(Report Report, string SubReport, string Field, string Header, RowCell Cell = RowCell.Text, bool Mandatory = false)
{
    /// <summary>The MIS's own habits in this column; null: none.</summary>
    public RowCleaner? Clean { get; init; }

    /// <summary>The date that the MIS writes where there is none; null: it writes none.</summary>
    public DateOnly? NoDate { get; init; }
}

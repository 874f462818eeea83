namespace Uso.Mis.Records;

/// <summary>The records of one page, one after the other. Values are those of the record that <see cref="Read"/> came to last.</summary>
internal interface IWireRecords
{
    FieldMap Map { get; }

    /// <exception cref="MisExportException">The page is not what it must be.</exception>
    bool Read();

    /// <summary>A value, trimmed; null when missing, empty or not a single value.</summary>
    /// <param name="field">Position in <see cref="Map"/>.</param>
    string? Text(int field);
}

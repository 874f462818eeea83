namespace Uso.Mis.Rows;

/// <summary>The rows of an export whose records are flat, entity by entity, whatever its form.</summary>
internal interface IEntityRows : IDisposable
{
    /// <summary>The row that was read last is the first of a page, and not of the first one.</summary>
    bool AtPageStart { get; }

    /// <summary>Name of the next entity; null at the end of the export. The rows of the one before have been read.</summary>
    /// <exception cref="MisExportException">The file is refused.</exception>
    string? NextEntity();

    /// <summary>Fills the targets with the entity's next row; false at its end.</summary>
    bool ReadRow(RowTargets targets);

    /// <summary>Why the entity, read to its end, does not prove that it is whole; null when it does.</summary>
    /// <param name="rows">Rows read.</param>
    string? WhyNotWhole(int rows);
}

using Uso.Mis.Rows;

namespace Uso.Mis.Sims;

/// <summary>The records of one report file, whatever its format.</summary>
internal interface ISimsRows : IDisposable
{
    /// <summary>Fills the row with the next record; false at the end of the file.</summary>
    /// <exception cref="MisExportException">The file is refused.</exception>
    bool Read(RowValues row);

    /// <summary>Why the file, read to its end, does not prove that it is whole; null when it does.</summary>
    string? WhyNotWhole { get; }
}

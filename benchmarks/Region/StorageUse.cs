namespace Uso.Benchmarks.Region;

/// <summary>What is stored, and how often it was written so far.</summary>
/// <param name="Bytes">Size of the database with everything in it.</param>
/// <param name="LogBytes">Written to the write-ahead log so far; 0 where nothing tells.</param>
/// <param name="Writes">States written so far, by grain type.</param>
internal sealed record StorageUse(long Bytes, long LogBytes, IReadOnlyDictionary<string, long> Writes)
{
    public long WritesOf(string grain) => Writes.GetValueOrDefault(grain);
}

/// <summary>Highest resident memory so far: of the largest silo, and of this process.</summary>
internal readonly record struct PeakMegabytes(long Silo, long Client);

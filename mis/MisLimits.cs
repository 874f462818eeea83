namespace Uso.Mis;

/// <summary>What a reader accepts at most.</summary>
public sealed record MisLimits
{
    /// <summary>Longest value of one field, in characters.</summary>
    public const int MaxValueLength = 256;

    /// <summary>Earliest year of a date of birth.</summary>
    public const int FirstBirthYear = 1900;

    /// <summary>Bytes of all entries of an archive together, unpacked.</summary>
    public long MaxUnpackedBytes { get; init; } = 4L << 30;

    /// <summary>Unpacked over packed size of one entry. Repetitive XML reaches about 40.</summary>
    public int MaxRatio { get; init; } = 250;

    /// <summary>Entries smaller than this are exempt from <see cref="MaxRatio"/>.</summary>
    public long RatioFloorBytes { get; init; } = 1 << 20;

    /// <summary>Entries of an archive.</summary>
    public int MaxEntries { get; init; } = 20_000;
}

using Uso.Samples.Generator;

namespace Uso.Samples.Loading;

/// <summary>What <c>./run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    public required bool Once { get; init; }
    public required bool Empty { get; init; }
    public required int Port { get; init; }
    public required string DataDirectory { get; init; }
    public required string OutDirectory { get; init; }

    /// <summary>The data directory goes when the program ends.</summary>
    public required bool Temporary { get; init; }
    public required bool IsCluster { get; init; }
    public required int Silos { get; init; }

    /// <summary>Cluster: a PostgreSQL that is there already.</summary>
    public string? Connection { get; init; }
    public string? DumpFile { get; init; }
    public required SampleOptions Sample { get; init; }
}

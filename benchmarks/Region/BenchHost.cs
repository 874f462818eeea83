using Uso.Benchmarks.Pipeline;
using Uso.Samples.Loading;

namespace Uso.Benchmarks.Region;

/// <summary>How a benchmark's region is hosted. What does not apply to a runtime is left out there.</summary>
internal sealed record BenchHostOptions
{
    public required string DataDirectory { get; init; }

    /// <summary>A clock of the benchmark's own; null: <see cref="BenchHost.Clock"/>. Embedded runtime only.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Silo processes. Cluster runtime only.</summary>
    public int Silos { get; init; } = 1;

    /// <summary>Database connections of a silo at most; null: as the silo has it by itself. Cluster runtime only.</summary>
    public int? Pool { get; init; }
}

/// <summary>
/// What hosts the grains, and what that costs: on the embedded runtime this process and a SQLite file, on the cluster silo processes and a PostgreSQL of their
/// own, to which this process is a client.
/// </summary>
internal abstract class BenchHost : IAsyncDisposable
{
    /// <summary>The grain factory and the blob store.</summary>
    public abstract IServiceProvider Services { get; }

    /// <summary>Time as the grains have it; real until it is set.</summary>
    public abstract SampleClock Clock { get; }

    /// <summary>Processor time used so far.</summary>
    public abstract ProcessorUse Processor();

    public abstract PeakMegabytes Peak();

    public abstract Task<StorageUse> StorageAsync(CancellationToken cancellationToken);

    /// <summary>How long the same people take into one bare table of the same database engine.</summary>
    public abstract Task<TimeSpan> InsertFloorAsync(IReadOnlyCollection<FloorPerson> people, CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();
}

namespace Orleans.Runtime;

/// <summary>What the silo knows about its activations. Its key is 0.</summary>
public interface IManagementGrain : IGrainWithIntegerKey
{
    Task ForceActivationCollection(TimeSpan ageLimit);

    Task<SimpleGrainStatistic[]> GetSimpleGrainStatistics();

    Task<DetailedGrainStatistic[]> GetDetailedGrainStatistics(string[]? types = null, SiloAddress[]? hostsIds = null);

    Task<int> GetTotalActivationCount();
}

/// <summary>How many activations one grain class has.</summary>
[Immutable]
[GenerateSerializer]
public sealed class SimpleGrainStatistic
{
    [Id(0)]
    public string GrainType { get; init; } = default!;

    [Id(1)]
    public SiloAddress SiloAddress { get; init; } = default!;

    [Id(2)]
    public int ActivationCount { get; init; }

    public override string ToString() => $"SimpleGrainStatistic: GrainType={GrainType} Silo={SiloAddress} NumActivations={ActivationCount} ";
}

/// <summary>One activation.</summary>
[Immutable]
[GenerateSerializer]
public sealed class DetailedGrainStatistic
{
    [Id(0)]
    public string GrainType { get; init; } = default!;

    [Id(1)]
    public SiloAddress SiloAddress { get; init; } = default!;

    [Id(2)]
    public GrainId GrainId { get; init; }
}

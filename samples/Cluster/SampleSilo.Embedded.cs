namespace Uso.Samples.Cluster;

/// <summary>Embedded build: there are no silos.</summary>
internal static class SampleSilo
{
    public static Task<int> RunAsync(string[] args) => throw new ClusterException("This program was built for the embedded runtime.");
}

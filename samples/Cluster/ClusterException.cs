namespace Uso.Samples.Cluster;

/// <summary>A cluster cannot be started here; the message says what to do.</summary>
internal sealed class ClusterException(string message) : Exception(message);

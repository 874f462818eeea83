using System.Collections.Immutable;

namespace Uso.Grains.Snapshots;

[GenerateSerializer, Alias("uso.state.snapshot")]
internal sealed class SnapshotState
{
    [Id(0)] public SnapshotManifest? Latest { get; set; }

    /// <summary>Oldest first.</summary>
    [Id(1)] public ImmutableArray<SnapshotVersion> Versions { get; set; } = [];
}

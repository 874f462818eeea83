namespace Uso.Grains.LocalAuthorities;

[GenerateSerializer, Alias("uso.state.local-authority")]
internal sealed class LocalAuthorityState
{
    [Id(0)] public SortedSet<string> Schools { get; set; } = new(StringComparer.Ordinal);
    [Id(1)] public SortedSet<string> Consumers { get; set; } = new(StringComparer.Ordinal);
    [Id(2)] public DateTimeOffset? SnapshotsBuiltAt { get; set; }
}

namespace Uso.Grains.LocalAuthorities;

[GenerateSerializer, Alias("uso.state.la-directory")]
internal sealed class LaDirectoryState
{
    [Id(0)] public SortedSet<string> Las { get; set; } = new(StringComparer.Ordinal);
}

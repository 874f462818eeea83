using System.Collections.Immutable;

namespace Uso.Grains.Consumers;

[GenerateSerializer, Alias("uso.state.consumer")]
internal sealed class ConsumerState
{
    [Id(0)] public string Name { get; set; } = "";
    [Id(1)] public string? EntityId { get; set; }
    [Id(2)] public ImmutableArray<string> LocalAuthorities { get; set; } = [];
}

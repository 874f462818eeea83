namespace Uso.Grains.Duplicates;

[GenerateSerializer, Alias("uso.state.duplicates")]
internal sealed class DuplicatesState
{
    /// <summary>By both usernames, the first in the alphabet first, with a blank between them.</summary>
    [Id(0)] public Dictionary<string, TwoPeople> TwoPeople { get; set; } = [];
}

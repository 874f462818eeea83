namespace Uso.Matching.Normalise;

/// <summary>How many people of one index have a name; one for all its ways of writing.</summary>
internal sealed class NameCount
{
    /// <summary>Of a name outside any index. Nobody counts in it.</summary>
    internal static readonly NameCount None = new();

    internal int AsFirst { get; set; }

    internal int AsLast { get; set; }
}

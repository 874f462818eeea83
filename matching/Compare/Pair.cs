using Uso.Matching.Index;

namespace Uso.Matching.Compare;

/// <summary>A record and an account that were compared. A place in the index never comes to hold another identity, so their words can wait.</summary>
internal sealed record Pair(Identity[] Records, int Record, People People, Found Found)
{
    internal string Words() => EvidenceWords.Of(Records[Record], People[Found.Person].Identity, Found.Comparison);
}

using System.Diagnostics.CodeAnalysis;

namespace Uso.Grains.SyncRuns;

/// <summary>Candidates by what they say: two arrays of the same vetoes are equal, which the record's own equality does not see.</summary>
internal sealed class CandidateComparer : IEqualityComparer<CaseCandidate>
{
    internal static readonly CandidateComparer Instance = new();

    public bool Equals(CaseCandidate? x, CaseCandidate? y) => ReferenceEquals(x, y)
        || (x is not null && y is not null && x.Vetoes.SequenceEqual(y.Vetoes) && x with { Vetoes = y.Vetoes } == y);

    public int GetHashCode([DisallowNull] CaseCandidate obj) => HashCode.Combine(obj.Username, obj.Evidence, obj.Words);
}

using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

/// <summary>Which entries are match cases, and which of them a filter means.</summary>
internal static class CaseRules
{
    /// <summary>Fields that evidence speaks of, as filters name them.</summary>
    public static readonly IReadOnlySet<string> EvidenceFields = new HashSet<string>(StringComparer.Ordinal) { "firstName", "lastName", "dateOfBirth", "upn", "school" };

    public static bool IsOpen(RosterEntry entry) => entry.Status is RosterStatus.Review;

    /// <summary>A decision about a case stands. An account asked for, restored or taken away by hand never was a case.</summary>
    public static bool IsDecided(RosterEntry entry) => entry.Decision is not null && !IsOpen(entry);

    public static bool Fits(CaseFilter filter, RosterEntry entry)
    {
        // What a case was about: the entry itself while it is open, and what the decision kept of it afterwards.
        var (rule, candidates) = entry.Decision is { } decision && !IsOpen(entry) ? (decision.Rule, decision.Candidates) : (entry.DecidedBy, entry.Candidates);
        return (filter.Kind is null || entry.Kind == filter.Kind)
            && (filter.Rule is null || rule == filter.Rule)
            && (filter.YearGroup is null || entry.YearGroup == filter.YearGroup)
            && (filter.MinCandidates is not { } least || candidates.Length >= least)
            && (filter.MaxCandidates is not { } most || candidates.Length <= most)
            && (filter.Left is not { } left || entry.IsLeft() == left)
            && (filter.Candidate is null || Has(candidates, filter.Candidate))
            && (!filter.NoVetoes || (!candidates.IsEmpty && candidates[0].Vetoes.IsEmpty))
            && (filter.Same.IsEmpty || (!candidates.IsEmpty && AreSame(filter, candidates[0])));
    }

    private static bool Has(ImmutableArray<CaseCandidate> candidates, string username) => candidates.Any(candidate => candidate.Username == username);

    private static bool AreSame(CaseFilter filter, CaseCandidate best)
    {
        var words = best.Evidence.Split(' ');
        return filter.Same.All(field => words.Contains($"{field}=same"));
    }
}

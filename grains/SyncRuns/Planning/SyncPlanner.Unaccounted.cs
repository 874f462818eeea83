using Uso.Grains.Matching;
using Uso.Matching;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// People of the roster who have no account and of whom a person said something: excluded, left open, not that account. The LA's index does not know them, so a new
/// MIS id would make them strangers, and an exclusion would be gone without anybody having taken it back.
/// </summary>
internal sealed partial class SyncPlanner
{
    private AccountIndex? _unaccounted;
    private Dictionary<string, RosterEntry>? _byPlace;

    /// <summary>True when the row is dealt with. An open case is matched anew; what was said of it goes along.</summary>
    private bool IsUnaccounted(ref PendingMatch pending, MatchAnswer answer)
    {
        var entry = pending.Entry;
        if (UnaccountedIndex() is not { } index)
        {
            return false;
        }

        var decision = index.Match([MatchMapping.ToRecord(new MatchQuery { Kind = entry.Kind, MisId = entry.MisId, Identity = entry.Identity }, urn, entry.MisId)])[0];
        if (decision.Candidates.Count == 0)
        {
            return false;
        }

        var best = decision.Candidates[0];
        var known = _byPlace![best.Username];
        var certain = decision.Outcome is MatchOutcome.Linked && !IsPresent(known);
        switch (known.Status)
        {
            case RosterStatus.Excluded when certain:
                _found.Add((known.Kind, known.MisId));
                if (known.MisId == entry.MisId)
                {
                    Counts.Excluded(entry.Kind);
                    return true;
                }

                Add(
                    PlanAction.Exclude,
                    Inheriting(entry, known) with { Status = RosterStatus.Excluded, ByHand = known.ByHand, DecidedBy = known.DecidedBy, Since = known.Since },
                    pending,
                    decision.Rule);
                Add(PlanAction.Forget, known with { RunId = runId }, known, decision.Rule);
                return true;
            case RosterStatus.Excluded when entry.Exclusion is not null:
                // On the list by name: whoever that is stays out.
                return false;
            case RosterStatus.Excluded when answer.Verdict is MatchVerdict.Create || (answer.Verdict is MatchVerdict.Linked && IsSame(best.Evidence)):
                // Somebody like an excluded person, or that person a second time: a person says whether it is the same.
                AddReview(pending, PlanReasons.DecidedByHand, []);
                return true;
            case RosterStatus.Review when certain:
                pending = pending with { Entry = entry with { Left = known.Left, Refused = known.Refused } };
                return false;
            default:
                return false;
        }
    }

    private static bool IsSame(MatchEvidence evidence) =>
        evidence is { FirstName: FieldAgreement.Same, LastName: FieldAgreement.Same, DateOfBirth: FieldAgreement.Same or FieldAgreement.Missing };

    /// <summary>Null when there is nobody of the kind, as in most schools.</summary>
    private AccountIndex? UnaccountedIndex()
    {
        if (_byPlace is null)
        {
            _byPlace = roster.All
                .Where(entry => IsKnown(entry.Identity) && entry.Username is null
                    && ((entry.Status is RosterStatus.Excluded && !Rosters.NamedIds.IsNamed(entry.MisId))
                        || (entry.Status is RosterStatus.Review && !IsPresent(entry) && (entry.Left is not null || !entry.Refused.IsEmpty))))
                .OrderBy(entry => entry.MisId, StringComparer.Ordinal)
                .Index()
                .ToDictionary(one => $"p{one.Index}", one => one.Item);
            if (_byPlace.Count > 0)
            {
                _unaccounted = new AccountIndex();
                foreach (var (place, entry) in _byPlace)
                {
                    _unaccounted.Upsert(MatchMapping.ToAccount(new IndexedAccount { Username = place, Kind = entry.Kind, Identity = entry.Identity, Urn = urn, Allocated = true }));
                }
            }
        }

        return _unaccounted;
    }
}

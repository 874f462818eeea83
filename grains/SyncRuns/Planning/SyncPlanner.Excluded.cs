namespace Uso.Grains.SyncRuns;

/// <summary>People on the exclusion list by name and date of birth, whom the export has under an id that the roster does not know.</summary>
internal sealed partial class SyncPlanner
{
    /// <summary>
    /// True when the row is dealt with: the person stays out. Whoever has an account here goes on with it under the new id, and is listed; nobody loses one by
    /// being on the list.
    /// </summary>
    private bool StaysOut(PendingMatch pending, MatchAnswer answer)
    {
        if (pending.Entry.Exclusion is not { } mark)
        {
            return false;
        }

        var known = answer.Verdict is MatchVerdict.Linked ? roster.FindByUsername(answer.Username!) ?? roster.FindWithout(answer.Username!) : null;
        switch (known)
        {
            case { Status: RosterStatus.Allocated } when !IsPresent(known):
                return false;
            case { Status: RosterStatus.Unallocated or RosterStatus.Excluded } when !IsPresent(known):
                _found.Add((known.Kind, known.MisId));
                if (known.MisId == pending.Entry.MisId && known.Status is RosterStatus.Excluded)
                {
                    Counts.Excluded(known.Kind);
                    return true;
                }

                var entry = Inheriting(pending.Entry, known) with { Username = known.Username, MovedTo = known.MovedTo, Since = known.Since };
                Add(PlanAction.Exclude, Out(entry, entry.Exclusion!), known.MisId == pending.Entry.MisId ? known : pending.Before, PlanReasons.ExcludedByName, pending.Source);
                if (known.MisId != pending.Entry.MisId)
                {
                    Add(PlanAction.Forget, known with { RunId = runId }, known, PlanReasons.ExcludedByName);
                }

                return true;
            default:
                Add(PlanAction.Exclude, Out(pending.Entry with { Since = now }, mark), pending, PlanReasons.ExcludedByName);
                return true;
        }
    }

    private RosterEntry Out(RosterEntry entry, ExclusionMark mark) =>
        entry with { Status = RosterStatus.Excluded, Exclusion = mark, ByHand = true, DecidedBy = mark.By, RunId = runId };
}

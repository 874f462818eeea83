namespace Uso.Grains.SyncRuns;

/// <summary>What it means that a person is not in the export.</summary>
internal sealed partial class SyncPlanner
{
    /// <summary>Plans what the absence of a person means. Call only after every row, and only for kinds whose reports proved to be whole.</summary>
    public void Absences(Func<RosterEntry, bool> absenceCounts)
    {
        if (changed)
        {
            RetireOldIds();
            return;
        }

        foreach (var entry in roster.All.Where(entry =>
            !IsPresent(entry) && !Rosters.ManualIds.IsManual(entry.MisId) && !Rosters.KeptIds.IsKept(entry.MisId) && absenceCounts(entry)))
        {
            switch (entry.Status)
            {
                case RosterStatus.Allocated when entry is { Keep: not null, MissingSince: not null }:
                    Counts.Missing(entry.Kind);
                    break;
                case RosterStatus.Allocated when _merged.Remove(entry.Username!, out var same):
                    Add(PlanAction.Link, Allocate(same, entry.Username!, PlanReasons.UnderTheOtherId) with { ByHand = same.ByHand }, same, PlanReasons.UnderTheOtherId);
                    Add(PlanAction.Forget, entry with { RunId = runId }, entry, PlanReasons.UnderTheOtherId);
                    break;
                case RosterStatus.Allocated when IsPaused:
                    Counts.Missing(entry.Kind);
                    break;
                case RosterStatus.Allocated when LeavesWithTheYear(entry):
                    Add(
                        PlanAction.Unallocate,
                        entry with { Status = RosterStatus.Unallocated, MissingSince = entry.MissingSince ?? today, Since = now, RunId = runId, DecidedBy = PlanReasons.Rollover },
                        entry,
                        PlanReasons.Rollover);
                    break;
                case RosterStatus.Allocated when entry.MissingSince is null:
                    Add(PlanAction.MarkMissing, entry with { MissingSince = today, RunId = runId }, entry, PlanReasons.NotInExport);
                    break;
                case RosterStatus.Allocated when today.DayNumber - entry.MissingSince.Value.DayNumber >= graceDays:
                    Add(
                        PlanAction.Unallocate,
                        entry with { Status = RosterStatus.Unallocated, Since = now, RunId = runId, DecidedBy = PlanReasons.GraceOver },
                        entry,
                        PlanReasons.GraceOver);
                    break;
                case RosterStatus.Allocated:
                    Counts.Missing(entry.Kind);
                    break;
                case RosterStatus.Moved when entry.MissingSince is null:
                    Add(PlanAction.MarkMissing, entry with { MissingSince = today, ClaimedSince = null, RunId = runId }, entry, PlanReasons.MovedAway);
                    break;
                case RosterStatus.Review when entry.Username is null:
                    Add(PlanAction.Forget, entry with { RunId = runId }, entry, PlanReasons.NotInExport);
                    break;
            }
        }

        foreach (var same in _merged.Values)
        {
            Counts.Elsewhere(same.Kind);
        }
    }

    /// <summary>The same person as another entry, which says what happens to the account, unless it turns out that only this one is in the export.</summary>
    private void ObserveMerged(RosterEntry entry)
    {
        if (!_merged.TryAdd(entry.Username!, entry))
        {
            Counts.Elsewhere(entry.Kind);
        }
    }
}

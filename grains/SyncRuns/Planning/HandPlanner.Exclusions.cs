namespace Uso.Grains.SyncRuns;

/// <summary>Exclusions, taken back or not, and accounts brought back.</summary>
internal sealed partial class HandPlanner
{
    private Problem? Exclude(HandAction action, RosterEntry? before)
    {
        if (before is { Status: RosterStatus.Excluded })
        {
            return action.SeenVersion is null ? null : Decided(before);
        }

        if (action.SeenVersion is not null && NotOpen(action, before) is { } problem)
        {
            return problem;
        }

        if (before is { Status: RosterStatus.Allocated })
        {
            MarkExcluded(action, before);
            return null;
        }

        var entry = before ?? new RosterEntry
        {
            Kind = action.Kind,
            MisId = action.MisId!,
            Status = RosterStatus.Excluded,
            Identity = action.Identity ?? Nobody,
            DecidedBy = order.RequestedBy,
            Since = now,
            RunId = runId,
        };
        var excluded = Excluded(action, entry);
        Add(PlanAction.Exclude, excluded with { Decision = excluded.Decision! with { Was = before?.Status } }, before);
        return null;
    }

    private Problem? Include(RosterEntry? before)
    {
        if (before is { Status: RosterStatus.Allocated, Exclusion: not null })
        {
            Add(PlanAction.Update, before with { Exclusion = null, RunId = runId }, before);
            return null;
        }

        if (before is not { Status: RosterStatus.Excluded })
        {
            return Decided(before);
        }

        if (before.Username is null)
        {
            Add(PlanAction.Forget, before with { RunId = runId }, before);
        }
        else
        {
            // Who had an account when they were excluded is restored to it by the next export.
            Add(
                PlanAction.Update,
                before with { Status = RosterStatus.Unallocated, Exclusion = null, ByHand = false, Decision = null, DecidedBy = order.RequestedBy, Since = now, RunId = runId },
                before);
        }

        return null;
    }

    private Problem? Restore(HandAction action, RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Unallocated })
        {
            return Decided(before);
        }

        // No export has the person: that they are wanted all the same is a person's word, which absence does not undo.
        Add(PlanAction.Restore, Allocated(before, before.Username!) with { MissingSince = before.MissingSince, Keep = KeepOf(action) }, before);
        return null;
    }
}

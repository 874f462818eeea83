using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>Exclusions, taken back or not, and accounts brought back.</summary>
internal sealed partial class HandPlanner
{
    private readonly HashSet<(AccountKind Kind, string MisId)> _takenOff = [];

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
        if (before is not ({ Status: RosterStatus.Excluded } or { Status: RosterStatus.Allocated, Exclusion: not null }))
        {
            return Decided(before);
        }

        TakeOff(before, PlanReasons.ByHand);
        foreach (var entry in AlsoListed(before))
        {
            TakeOff(entry, PlanReasons.ByHand);
        }

        return null;
    }

    /// <summary>The list may have a person by name and by id: taking off the one means the person, and the next export would only put the other back.</summary>
    private IEnumerable<RosterEntry> AlsoListed(RosterEntry before) => roster.All.Where(entry =>
        entry != before
        && entry.Exclusion is not null
        && (NamedIds.IsNamed(before.MisId) ? entry.Exclusion == before.Exclusion : NamedIds.IsNamed(entry.MisId))
        && NamedExclusions.IsSame(entry.Kind, entry.Identity, before.Identity)
        && entry.Kind == before.Kind);

    private void TakeOff(RosterEntry entry, string reason)
    {
        if (!_takenOff.Add((entry.Kind, entry.MisId)))
        {
            return;
        }

        if (entry.Status is RosterStatus.Excluded && entry.Username is null)
        {
            Add(PlanAction.Forget, entry with { RunId = runId }, entry, reason: reason);
        }
        else
        {
            Add(PlanAction.Update, entry.Status is RosterStatus.Excluded ? Freed(entry) : entry with { Exclusion = null, RunId = runId }, entry, reason: reason);
        }
    }

    /// <summary>
    /// What the person is at the school without the exclusion: in the pool, for the next export to restore, and for as long as they have been there; at the school
    /// that has the account by now; or the same as another entry.
    /// </summary>
    private RosterEntry Freed(RosterEntry before)
    {
        var status = before.MovedTo is not null ? RosterStatus.Moved
            : before.Decision?.Was is RosterStatus.Merged ? RosterStatus.Merged
            : RosterStatus.Unallocated;
        return before with
        {
            Status = status,
            MissingSince = status is RosterStatus.Unallocated ? before.MissingSince : null,
            Exclusion = null,
            ByHand = false,
            Decision = null,
            DecidedBy = order.RequestedBy,
            RunId = runId,
        };
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

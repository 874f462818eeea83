using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>Plans the reverse of a run. What another run changed since is left as it is. A made account is never unmade: it goes to the unallocated pool and keeps its username.</summary>
internal static class UndoPlanner
{
    /// <param name="heldApplied">The undone run's held part was approved and applied too.</param>
    public static ImmutableArray<PlanItem> Plan(
        ImmutableArray<PlanItem> undone, bool heldApplied, RosterView roster, string undoneRun, string runId, DateTimeOffset now)
    {
        var items = ImmutableArray.CreateBuilder<PlanItem>();

        // A person whose MIS id changed was linked under the new id and forgotten under the old: the account goes back in one step.
        var relinked = undone
            .Where(item => item.Action is PlanAction.Link && roster.Find(item.Entry.Kind, item.Entry.MisId)?.RunId == undoneRun)
            .Select(item => item.Entry.Username!)
            .Intersect(undone.Where(HadAccount).Select(item => item.Before!.Username!))
            .ToHashSet();
        foreach (var item in undone.Where(item => heldApplied || !item.Held))
        {
            var current = roster.Find(item.Entry.Kind, item.Entry.MisId);
            if (item.Action is PlanAction.Forget ? current is not null || (HadAccount(item) && !relinked.Contains(item.Before!.Username!)) : current?.RunId != undoneRun)
            {
                continue;
            }

            items.Add(new PlanItem
            {
                Number = items.Count + 1,
                Action = item.Action switch
                {
                    PlanAction.Link when relinked.Contains(item.Entry.Username!) => item.Before is null ? PlanAction.Forget : PlanAction.Update,
                    PlanAction.Create or PlanAction.Link => PlanAction.Revert,
                    PlanAction.Restore => PlanAction.Unallocate,
                    PlanAction.Unallocate => PlanAction.Restore,
                    PlanAction.Review or PlanAction.Exclude or PlanAction.MarkMissing when item.Before is null => PlanAction.Forget,
                    PlanAction.Exclude when item.Before is { Status: RosterStatus.Allocated } => PlanAction.Restore,
                    PlanAction.Forget when HadAccount(item) => PlanAction.Restore,
                    PlanAction.Move => PlanAction.Revert,
                    _ => PlanAction.Update,
                },
                Entry = After(item, current ?? item.Entry, runId, now),
                Before = current,
                Reason = PlanReasons.Undo,
                FromUrn = item.FromUrn,
            });
        }

        return items.ToImmutable();
    }

    private static bool HadAccount(PlanItem item) =>
        item is { Action: PlanAction.Forget, Before: { Status: RosterStatus.Allocated, Username: not null } };

    private static RosterEntry After(PlanItem item, RosterEntry current, string runId, DateTimeOffset now) => item.Action switch
    {
        PlanAction.Create => current with { Status = RosterStatus.Unallocated, DecidedBy = PlanReasons.Undo, Since = now, RunId = runId },
        PlanAction.Move => current with { Status = RosterStatus.Moved, MovedTo = item.FromUrn, DecidedBy = PlanReasons.Undo, Since = now, RunId = runId },

        // Back with the whole grace ahead: else the next night would unallocate the same people again.
        PlanAction.Unallocate => item.Before! with { MissingSince = null, Since = now, RunId = runId },
        _ => (item.Before ?? current with { Status = RosterStatus.Unallocated }) with { Since = now, RunId = runId },
    };
}

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
        foreach (var item in undone.Where(item => heldApplied || !item.Held))
        {
            var current = roster.Find(item.Entry.Kind, item.Entry.MisId);
            if (item.Action is PlanAction.Forget ? current is not null : current?.RunId != undoneRun)
            {
                continue;
            }

            items.Add(new PlanItem
            {
                Number = items.Count + 1,
                Action = item.Action switch
                {
                    PlanAction.Create or PlanAction.Link => PlanAction.Revert,
                    PlanAction.Restore => PlanAction.Unallocate,
                    PlanAction.Unallocate => PlanAction.Restore,
                    PlanAction.Review when item.Before is null => PlanAction.Forget,
                    PlanAction.Exclude when item.Before is null => PlanAction.Forget,
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

    private static RosterEntry After(PlanItem item, RosterEntry current, string runId, DateTimeOffset now) => item.Action switch
    {
        PlanAction.Create => current with { Status = RosterStatus.Unallocated, DecidedBy = PlanReasons.Undo, Since = now, RunId = runId },
        PlanAction.Move => current with { Status = RosterStatus.Moved, MovedTo = item.FromUrn, DecidedBy = PlanReasons.Undo, Since = now, RunId = runId },
        _ => (item.Before ?? current with { Status = RosterStatus.Unallocated }) with { Since = now, RunId = runId },
    };
}

using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Plans the reverse of a run, which may be an undo itself. What another run changed since is listed and left as it is. A made account is never unmade:
/// it goes to the unallocated pool and keeps its username.
/// </summary>
internal static class UndoPlanner
{
    /// <param name="heldApplied">The undone run's held part was approved and applied too.</param>
    public static ImmutableArray<PlanItem> Plan(
        ImmutableArray<PlanItem> undone, bool heldApplied, RosterView roster, string undoneRun, string runId, DateTimeOffset now)
    {
        var items = ImmutableArray.CreateBuilder<PlanItem>();
        var left = ImmutableArray.CreateBuilder<PlanItem>();

        // A person whose MIS id changed was linked under the new id and forgotten under the old: the account goes back in one step.
        var relinked = undone
            .Where(item => TookAccount(item) && roster.Find(item.Entry.Kind, item.Entry.MisId)?.RunId == undoneRun)
            .Select(item => item.Entry.Username!)
            .Intersect(undone.Where(GaveUpAccount).Select(item => item.Before!.Username!))
            .ToHashSet();
        foreach (var item in undone.Where(item => (heldApplied || !item.Held) && item.Action is not PlanAction.Left))
        {
            var current = roster.Find(item.Entry.Kind, item.Entry.MisId);
            if (ReasonToLeave(item, current) is { } reason)
            {
                left.Add(Step(item, PlanAction.Left, current ?? item.Entry, current, reason));
            }
            else
            {
                items.Add(Step(item, Reverse(item), After(item, current ?? item.Entry, runId, now), current, PlanReasons.Undo));
            }
        }

        return [.. items.Concat(left).Select((item, index) => item with { Number = index + 1 })];

        string? ReasonToLeave(PlanItem item, RosterEntry? current)
        {
            var stands = item.Action is PlanAction.Forget
                ? current is null && (!GaveUpAccount(item) || relinked.Contains(item.Before!.Username!))
                : current?.RunId == undoneRun;
            return stands ? null : PlanReasons.ChangedSince;
        }

        PlanAction Reverse(PlanItem item) => item.Action switch
        {
            PlanAction.Link or PlanAction.Restore when TookAccount(item) && relinked.Contains(item.Entry.Username!) => item.Before is null ? PlanAction.Forget : PlanAction.Update,
            PlanAction.Create or PlanAction.Link => PlanAction.Revert,
            PlanAction.Restore => PlanAction.Unallocate,
            PlanAction.Unallocate => PlanAction.Restore,
            PlanAction.Review or PlanAction.Exclude or PlanAction.MarkMissing or PlanAction.NoteElsewhere when item.Before is null => PlanAction.Forget,
            PlanAction.Exclude when item.Before is { Status: RosterStatus.Allocated } => PlanAction.Restore,
            PlanAction.Forget when GaveUpAccount(item) => PlanAction.Restore,
            PlanAction.Move => PlanAction.Revert,

            // Of an undo: what it reverted is done again.
            PlanAction.Revert when item.FromUrn is not null => PlanAction.Move,
            PlanAction.Revert => PlanAction.Restore,
            _ => PlanAction.Update,
        };
    }

    private static PlanItem Step(PlanItem undone, PlanAction action, RosterEntry entry, RosterEntry? current, string reason) => new()
    {
        Number = 0,
        Action = action,
        Entry = entry,
        Before = current,
        Reason = reason,
        FromUrn = undone.FromUrn,
    };

    private static bool TookAccount(PlanItem item) =>
        item is { Action: PlanAction.Link or PlanAction.Restore, Entry.Username: not null } && item.Before?.Username != item.Entry.Username;

    private static bool GaveUpAccount(PlanItem item) =>
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

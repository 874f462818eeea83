using System.Collections.Immutable;
using Uso.Grains.Rosters;

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

        // An account that one entry gave up and another took (a changed MIS id, a decided case) goes back in one step.
        var relinked = undone
            .Where(item => TookAccount(item) && Stands(item))
            .Select(item => item.Entry.Username!)
            .Intersect(undone.Where(item => GaveUpAccount(item) && (item.Action is PlanAction.Forget || Stands(item))).Select(item => item.Before!.Username!))
            .ToHashSet();
        var given = undone.Where(item => item.Action is PlanAction.Forget && IsRestorable(item)).Select(item => (item.Entry.Kind, item.Entry.MisId)).ToHashSet();
        foreach (var planned in undone.Where(item => (heldApplied || !item.Held) && item.Action is not PlanAction.Left))
        {
            var current = roster.Find(planned.Entry.Kind, planned.Entry.MisId);

            // What was planned as a new account may have become a case.
            var item = planned.Action is PlanAction.Create && current is { Status: RosterStatus.Review } ? planned with { Action = PlanAction.Review, Entry = current } : planned;
            if (item.Action is PlanAction.Purge)
            {
                left.Add(Step(item, PlanAction.Left, current ?? item.Entry, current, PlanReasons.Purged));
            }
            else if (item.Action is PlanAction.Forget ? !IsRestorable(item) : !Stands(item))
            {
                left.Add(Step(item, PlanAction.Left, current ?? item.Entry, current, PlanReasons.ChangedSince));
            }
            else if (item.Action is PlanAction.Forget)
            {
                items.Add(Step(item, Reverse(item), After(item, item.Entry, runId, now), null, PlanReasons.Undo));
            }
            else if (!given.Contains((item.Entry.Kind, item.Entry.MisId)))
            {
                items.Add(Step(item, Reverse(item), After(item, current!, runId, now), current, PlanReasons.Undo));
            }
            else if (Reverse(item) is var action and not PlanAction.Forget)
            {
                // Whoever had the id before has it again: who got it in between waits under an id of their own.
                items.Add(Step(item, action, After(item, current!, runId, now) with { MisId = FormerIds.Of(item.Entry.MisId, runId) }, current, PlanReasons.Undo));
            }
        }

        return [.. items.Concat(left).Select((item, index) => item with { Number = index + 1 })];

        bool Stands(PlanItem item) => roster.Find(item.Entry.Kind, item.Entry.MisId)?.RunId == undoneRun;

        // An id that the undone run forgot is free, or has whom that run gave it to.
        bool IsRestorable(PlanItem item) =>
            (roster.Find(item.Entry.Kind, item.Entry.MisId) is null || Stands(item)) && (!GaveUpAccount(item) || relinked.Contains(item.Before!.Username!));

        PlanAction Reverse(PlanItem item) => item.Action switch
        {
            PlanAction.Link or PlanAction.Restore when TookAccount(item) && relinked.Contains(item.Entry.Username!) => item.Before is null ? PlanAction.Forget : PlanAction.Update,
            PlanAction.Create or PlanAction.Link => PlanAction.Revert,
            PlanAction.Restore => PlanAction.Unallocate,
            PlanAction.Unallocate => PlanAction.Restore,
            PlanAction.Review or PlanAction.Exclude or PlanAction.MarkMissing or PlanAction.NoteElsewhere or PlanAction.Rekey or PlanAction.Update when item.Before is null => PlanAction.Forget,
            PlanAction.Exclude when item.Before is { Status: RosterStatus.Allocated } => PlanAction.Restore,
            PlanAction.Forget or PlanAction.Review when GaveUpAccount(item) => PlanAction.Restore,
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
        item is { Action: PlanAction.Link or PlanAction.Restore or PlanAction.Rekey, Entry.Username: not null } && item.Before?.Username != item.Entry.Username;

    private static bool GaveUpAccount(PlanItem item) =>
        item is { Action: PlanAction.Forget or PlanAction.Review, Before: { Status: RosterStatus.Allocated, Username: not null } };

    private static RosterEntry After(PlanItem item, RosterEntry current, string runId, DateTimeOffset now) => item.Action switch
    {
        PlanAction.Create => current with { Status = RosterStatus.Unallocated, DecidedBy = PlanReasons.Undo, Decision = null, Since = now, RunId = runId },
        PlanAction.Move => current with { Status = RosterStatus.Moved, MovedTo = item.FromUrn, DecidedBy = PlanReasons.Undo, Since = now, RunId = runId },

        // Back with the whole grace ahead: else the next night would unallocate the same people again.
        PlanAction.Unallocate => item.Before! with { MissingSince = null, Since = now, RunId = runId },
        _ => (item.Before ?? current with { Status = RosterStatus.Unallocated }) with { Since = now, RunId = runId },
    };
}

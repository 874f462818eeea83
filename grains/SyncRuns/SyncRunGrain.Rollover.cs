using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>What a named person approved of the new year is not held at the cut-over.</summary>
internal sealed partial class SyncRunGrain
{
    private async Task<ImmutableArray<PlanItem>> ApprovedPreviewAsync(RunOrder order, CancellationToken cancellationToken) =>
        order.Rollover?.ApprovedRun is { } runId
            ? await PagedAsync(GrainFactory.SyncRun(new RunKey(Key.Urn, runId)).GetPlanAsync, cancellationToken)
            : [];

    private static HashSet<(AccountKind Kind, string MisId)> Leavers(ImmutableArray<PlanItem> preview) =>
        [.. preview.Where(item => item.Action is PlanAction.Unallocate or PlanAction.MarkMissing).Select(item => (item.Entry.Kind, item.Entry.MisId))];

    /// <summary>The same person, and the same thing done to them.</summary>
    private static Func<PlanItem, bool> Seen(ImmutableArray<PlanItem> preview)
    {
        var seen = preview.Select(item => (item.Entry.Kind, item.Entry.MisId, Class(item.Action))).ToHashSet();
        return item => seen.Contains((item.Entry.Kind, item.Entry.MisId, Class(item.Action)));

        // Absent is absent, at whichever step of the ladder.
        static PlanAction Class(PlanAction action) => action is PlanAction.MarkMissing ? PlanAction.Unallocate : action;
    }
}

namespace Uso.Grains.SyncRuns;

/// <summary>What the run tells of itself.</summary>
internal sealed partial class SyncRunGrain
{
    private RunStatus? Stored() => _stored is { } stored ? stored with { Applied = Math.Max(stored.Applied, AppliedSoFar()) } : null;

    /// <summary>The open part is done when the held one is applied.</summary>
    private int AppliedSoFar() =>
        (state.State is { DecidedBy: not null, Phase: not RunPhase.Discarded } ? state.State.Planned - state.State.Holds.Sum(hold => hold.Count) : 0)
        + Math.Max(state.State.Applied, _appliedNow);

    private RunStatus? Status() => state.State.Order is not { } order ? null : new RunStatus
    {
        RunId = Key.RunId,
        Kind = order.Kind,
        Phase = state.State.Phase,
        RequestedBy = order.RequestedBy,
        RequestedAt = order.RequestedAt,
        RestedAt = state.State.RestedAt,
        DryRun = order.DryRun && state.State.PromotedBy is null,
        UploadId = order.UploadId,
        InputSha256 = state.State.InputSha256,
        PlanSha256 = state.State.PlanSha256,
        Pupils = state.State.Pupils,
        Staff = state.State.Staff,
        Reports = state.State.Reports,
        Holds = state.State.Holds,
        Planned = state.State.Planned,
        Applied = AppliedSoFar(),
        Problem = state.State.Problem,
        DecidedBy = state.State.DecidedBy,
        ReplacedByRun = state.State.ReplacedByRun,
        RulesVersion = state.State.RulesVersion,
        UndoOf = order.UndoOf,
        Left = state.State.Left,

        Changeover = state.State.Changeover,
        Rollover = order.Rollover?.Mode,
        IsMerger = order.IsMerger,
        Groups = state.State.Groups is { } groups ? groups with { Held = state.State is { GroupsApplied: false, Holds.IsEmpty: false } } : null,
        Notice = RunNotice.Of(state.State),
        Override = order.Override,
        DecidedAt = state.State.DecidedAt,
        Bulk = state.State.Bulk,
        ChangedFrom = order.ChangedFrom,
        PromotedBy = state.State.PromotedBy,
        UpnClashes = state.State.UpnClashes,
        FailedIn = state.State.FailedIn,
        ForgottenAt = state.State.ForgottenAt,
    };
}

using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>Sums up a plan as a new year's preview shows it.</summary>
internal static class ChangeoverCount
{
    public static Changeover Of(ImmutableArray<PlanItem> plan)
    {
        var joiners = plan.Where(IsJoiner).ToList();
        var leavers = plan.Where(item => item.Action is PlanAction.Unallocate or PlanAction.MarkMissing && item.Reason != PlanReasons.MovedAway).ToList();
        var staying = plan.Where(item => item is { Action: PlanAction.Update, Entry.Kind: AccountKind.Pupil, Before: not null }).ToList();
        return new Changeover
        {
            Intake = joiners.Count(item => item.Entry.Kind is AccountKind.Pupil),
            IntakeFromSchools = joiners.Count(item => item.Action is PlanAction.Move),
            Leavers = leavers.Count(item => item.Entry.Kind is AccountKind.Pupil),
            YearChanges = staying.Count(item => item.Before!.YearGroup != item.Entry.YearGroup),
            RegistrationChanges = staying.Count(item => item.Before!.RegistrationGroup != item.Entry.RegistrationGroup),
            StaffJoiners = joiners.Count(item => item.Entry.Kind is AccountKind.Staff),
            StaffLeavers = leavers.Count(item => item.Entry.Kind is AccountKind.Staff),
        };
    }

    /// <summary>A future starter who starts was counted when the account was made, and joins all the same.</summary>
    private static bool IsJoiner(PlanItem item) =>
        item.Action is PlanAction.Create or PlanAction.Move or PlanAction.Restore
        || item is { Action: PlanAction.Link, Before: null }
        || item is { Action: PlanAction.Update, Before.IsFuture: true, Entry.IsFuture: false };
}

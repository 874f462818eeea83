using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Holds the risky part of a plan when it is larger than a school's ordinary night, per kind of person and action. There is no off switch; an override
/// is for one run.
/// </summary>
internal static class Gate
{
    /// <param name="population">
    /// How many allocated people of the kind the school had before the run. A new school has nobody yet, so its first load creates freely.
    /// </param>
    /// <param name="limits">Of every kind and action.</param>
    public static (ImmutableArray<PlanItem> Plan, ImmutableArray<GateHold> Holds) Check(
        ImmutableArray<PlanItem> plan, Func<AccountKind, int> population, ImmutableArray<GateLimit> limits, bool lifted)
    {
        if (lifted)
        {
            return (plan, []);
        }

        var counts = plan.Where(item => Counted(item) is not null).GroupBy(item => (item.Entry.Kind, Action: Counted(item)!.Value)).ToDictionary(group => group.Key, group => group.Count());
        var holds = ImmutableArray.CreateBuilder<GateHold>();
        foreach (var limit in limits)
        {
            var people = population(limit.Kind);
            var count = counts.GetValueOrDefault((limit.Kind, limit.Action));
            var allowed = limit.Allowed(people);
            if (people > 0 && count > allowed)
            {
                holds.Add(new GateHold { Kind = limit.Kind, Action = limit.Action, Count = count, Limit = allowed, Population = people, Rule = limit });
            }
        }

        if (holds.Count == 0)
        {
            return (plan, []);
        }

        var held = holds.Select(hold => (hold.Kind, hold.Action)).ToHashSet();
        return ([.. plan.Select(item => HeldWith(item) is { } action && held.Contains((item.Entry.Kind, action)) ? item with { Held = true } : item)], holds.ToImmutable());
    }

    /// <summary>An id that names somebody else is one change of two people: the one's case is not opened while the other may not be missing.</summary>
    private static PlanAction? HeldWith(PlanItem item) => item.Reason is PlanReasons.MisIdReused ? PlanAction.Unallocate : Counted(item);

    /// <summary>
    /// What a step counts as; null when it is harmless. Removals first seen count with those due: a suspicious export must not even start the grace.
    /// An update of class or year alone harms nobody, nor does noting that someone who moved on is gone.
    /// </summary>
    private static PlanAction? Counted(PlanItem item) => item switch
    {
        { Reason: PlanReasons.MovedAway } => null,
        { Action: PlanAction.MarkMissing or PlanAction.Unallocate } => PlanAction.Unallocate,
        { Action: PlanAction.Update } => item.Before is null || item.Before.Identity == item.Entry.Identity ? null : PlanAction.Update,
        { Action: PlanAction.Move or PlanAction.Create or PlanAction.Purge } => item.Action,
        _ => null,
    };
}

using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Holds the risky part of a plan when it is larger than a school's ordinary night: per kind of person and action, a share of the people the school has,
/// never below a floor that lets small schools live. There is no off switch; an override is for one run.
/// </summary>
internal static class Gate
{
    /// <param name="Actions">The actions that count together.</param>
    /// <param name="Share">Of the school's allocated people of the kind.</param>
    /// <param name="Floor">Passes whatever the share.</param>
    internal sealed record Limit(ImmutableArray<PlanAction> Actions, double Share, int Floor);

    /// <summary>
    /// Removals first seen count with those due: a suspicious export must not even start the grace. A new school has nobody yet, so its first load creates freely.
    /// </summary>
    internal static readonly ImmutableArray<Limit> Limits =
    [
        new([PlanAction.Unallocate, PlanAction.MarkMissing], 0.10, 5),
        new([PlanAction.Move], 0.20, 10),
        new([PlanAction.Update], 0.30, 20),
        new([PlanAction.Create], 0.60, 30),
    ];

    /// <param name="population">How many allocated people of the kind the school had before the run.</param>
    public static (ImmutableArray<PlanItem> Plan, ImmutableArray<GateHold> Holds) Check(
        ImmutableArray<PlanItem> plan, Func<AccountKind, int> population, bool lifted)
    {
        var holds = ImmutableArray.CreateBuilder<GateHold>();
        foreach (var kind in Enum.GetValues<AccountKind>())
        {
            foreach (var limit in Limits)
            {
                var people = population(kind);
                if (people == 0 || lifted)
                {
                    continue;
                }

                var count = plan.Count(item => Counts(item, kind, limit));
                var allowed = Math.Max(limit.Floor, (int)Math.Ceiling(people * limit.Share));
                if (count > allowed)
                {
                    holds.Add(new GateHold { Kind = kind, Action = limit.Actions[0], Count = count, Limit = allowed, Population = people });
                    plan = [.. plan.Select(item => Counts(item, kind, limit) ? item with { Held = true } : item)];
                }
            }
        }

        return (plan, holds.ToImmutable());
    }

    /// <summary>An update of class or year alone harms nobody: only changed identities count. So does noting that someone who moved on, or whose MIS id names somebody else, is gone.</summary>
    private static bool Counts(PlanItem item, AccountKind kind, Limit limit) =>
        item.Entry.Kind == kind
        && limit.Actions.Contains(item.Action)
        && item.Reason is not (PlanReasons.MovedAway or PlanReasons.MisIdReused)
        && (item.Action is not PlanAction.Update || item.Before?.Identity != item.Entry.Identity);
}

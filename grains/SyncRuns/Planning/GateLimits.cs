using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>The gate's limits: defaults by phase, a school's own over them, and the maximum that nobody can go beyond.</summary>
internal static class GateLimits
{
    /// <summary>What the gate counts: removals first seen together with those due, moves, changed identities, new accounts.</summary>
    public static readonly ImmutableArray<PlanAction> Actions = [PlanAction.Unallocate, PlanAction.Move, PlanAction.Update, PlanAction.Create];

    /// <summary>A limit beyond this would be an off switch; what one night really needs more for, an override lifts once.</summary>
    public static readonly ImmutableArray<GateLimit> Maxima = Both(
        Limit(PlanAction.Unallocate, 40, 400, 20),
        Limit(PlanAction.Move, 50, 500, 40),
        Limit(PlanAction.Update, 75, 1000, 60),
        Limit(PlanAction.Create, 100, 1500, 100));

    /// <summary>A year's leavers are purged on one day: the same at every school, and still a limit.</summary>
    public static readonly ImmutableArray<GateLimit> Purges = Both(Limit(PlanAction.Purge, 40, 500, 20));

    private static readonly ImmutableArray<GateLimit> Ordinary = Both(
        Limit(PlanAction.Unallocate, 10, 150, 5),
        Limit(PlanAction.Move, 20, 250, 10),
        Limit(PlanAction.Update, 30, 400, 20),
        Limit(PlanAction.Create, 60, 800, 30));

    /// <summary>Smaller schools reach the share first; the counts only matter in a very large primary.</summary>
    private static readonly ImmutableArray<GateLimit> Small = Both(
        Limit(PlanAction.Unallocate, 10, 60, 5),
        Limit(PlanAction.Move, 20, 100, 10),
        Limit(PlanAction.Update, 30, 200, 20),
        Limit(PlanAction.Create, 60, 300, 30));

    /// <summary>Where pupils come and go all the year: a referral unit, a nursery.</summary>
    private static readonly ImmutableArray<GateLimit> Changing = Both(
        Limit(PlanAction.Unallocate, 20, 40, 8),
        Limit(PlanAction.Move, 40, 80, 15),
        Limit(PlanAction.Update, 30, 100, 20),
        Limit(PlanAction.Create, 100, 200, 40));

    public static ImmutableArray<GateLimit> DefaultsOf(SchoolPhase phase) => phase switch
    {
        SchoolPhase.Primary or SchoolPhase.Special => Small,
        SchoolPhase.Nursery or SchoolPhase.PupilReferralUnit => Changing,
        _ => Ordinary,
    };

    /// <summary>Every kind and action: the school's own limit, else its phase's.</summary>
    public static ImmutableArray<GateLimit> Of(SchoolPhase phase, ImmutableArray<GateLimit> own) =>
        [.. DefaultsOf(phase).Select(limit => Find(own, limit.Kind, limit.Action) ?? limit)];

    /// <summary>What is wrong with limits that somebody asks for; null when nothing.</summary>
    public static string? Invalid(ImmutableArray<GateLimit> limits)
    {
        if (limits.Select(limit => (limit.Kind, limit.Action)).Distinct().Count() != limits.Length)
        {
            return "One limit for each kind and action.";
        }

        foreach (var limit in limits)
        {
            if (Find(Maxima, limit.Kind, limit.Action) is not { } most)
            {
                return "A limit is for create, update, move or unallocate.";
            }

            if (limit is { Percent: < 0 } or { Count: < 0 } or { Floor: < 0 } || limit.Percent > most.Percent || limit.Count > most.Count || limit.Floor > most.Floor)
            {
                return $"{limit.Action} of {limit.Kind}: percent 0 to {most.Percent}, count 0 to {most.Count}, floor 0 to {most.Floor}. For one exceptional night there is the override of a run.";
            }
        }

        return null;
    }

    /// <summary>How many pass at a school with so many people of the kind.</summary>
    public static int Allowed(this GateLimit limit, int people) =>
        Math.Max(limit.Floor, (int)Math.Min(limit.Count, ((long)people * limit.Percent + 99) / 100));

    private static GateLimit? Find(ImmutableArray<GateLimit> limits, AccountKind kind, PlanAction action) =>
        limits.FirstOrDefault(limit => limit.Kind == kind && limit.Action == action);

    private static ImmutableArray<GateLimit> Both(params ReadOnlySpan<GateLimit> limits)
    {
        var all = ImmutableArray.CreateBuilder<GateLimit>();
        foreach (var kind in Enum.GetValues<AccountKind>())
        {
            foreach (var limit in limits)
            {
                all.Add(limit with { Kind = kind });
            }
        }

        return all.ToImmutable();
    }

    private static GateLimit Limit(PlanAction action, int percent, int count, int floor) =>
        new() { Kind = AccountKind.Pupil, Action = action, Percent = percent, Count = count, Floor = floor };
}

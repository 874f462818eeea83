using System.Globalization;

namespace Uso.Grains.SyncRuns;

/// <summary>Says in words what a run with a held part did and did not do, for the person who has to decide.</summary>
internal static class RunNotice
{
    /// <summary>Null when the gate held nothing.</summary>
    public static string? Of(SyncRunState run)
    {
        if (run.Holds.IsEmpty || run.Order is not { } order)
        {
            return null;
        }

        var applied = $"Applied: {Join([.. Done("pupils", run.Pupils), .. Done("staff", run.Staff)], "nothing")}.";
        var held = string.Join("; ", run.Holds.Select(Held));
        return run.Phase switch
        {
            RunPhase.Held => $"{applied} Not applied: {held}. It waits until a named person approves or discards it, or a newer export replaces it.",
            RunPhase.Discarded when run.ReplacedByRun is { } by => $"{applied} Not applied: {held}. Run {by} of a newer export replaced it.",
            RunPhase.Discarded => $"{applied} Not applied: {held}. Discarded by {run.DecidedBy}.",
            RunPhase.ApplyingHeld => $"Being applied, approved by {run.DecidedBy}: {held}.",
            RunPhase.Complete => $"{applied} The held part was approved by {run.DecidedBy}: {held}.",
            _ when order.DryRun && run.PromotedBy is null => $"A dry run applies nothing. Would be held: {held}.",
            _ => $"Being applied. Held: {held}.",
        };
    }

    private static string Held(GateHold hold)
    {
        var people = hold.Kind is AccountKind.Pupil ? "pupils" : "staff";
        var what = hold.Action switch
        {
            PlanAction.Create => $"new accounts for {N(hold.Count)} {people}",
            PlanAction.Update => $"changed names, dates of birth or UPNs of {N(hold.Count)} {people}",
            PlanAction.Move => $"moves of {N(hold.Count)} {people} from other schools",
            _ => $"removals of {N(hold.Count)} {people}",
        };
        var rule = hold.Rule is { } limit ? $": {limit.Percent} % of {N(hold.Population)}, at most {N(limit.Count)}, at least {N(limit.Floor)}" : "";
        return $"{what} (up to {N(hold.Limit)} pass{rule})";
    }

    private static IEnumerable<string> Done(string people, RunCounts counts)
    {
        (int Count, string Word)[] all =
        [
            (counts.Created, "created"), (counts.Linked, "linked"), (counts.Moved, "moved here"), (counts.Updated, "updated"), (counts.Restored, "restored"),
            (counts.Missing, "missing, within the grace"), (counts.Unallocated, "unallocated"),
        ];
        return all.Where(one => one.Count > 0).Select(one => $"{N(one.Count)} {people} {one.Word}");
    }

    private static string Join(string[] parts, string none) => parts.Length == 0 ? none : string.Join(", ", parts);

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}

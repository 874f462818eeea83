using Uso.Grains.Groups;

namespace Uso.Grains.Schools;

/// <summary>Where in its rollover a school is, and what that means for a run.</summary>
internal static class RolloverRules
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromDays(120);

    public static Problem? Invalid(PutRollover put, DateTimeOffset now)
    {
        var begins = OvernightWindow.Today(put.CutOverAt);
        return put.CutOverAt <= now || put.PauseFrom >= put.CutOverAt || put.CutOverAt - put.PauseFrom > LongestPause || begins.Year != put.Year || begins.Month < 6
            ? new Problem(
                ProblemCodes.InvalidValue,
                "A rollover cuts over in the future, between June and December of the year in which the academic year starts, and pauses for 120 days at most before that.")
            : null;
    }

    public static RolloverPlan Planned(PutRollover put, string by, DateTimeOffset now) =>
        new() { Year = put.Year, PauseFrom = put.PauseFrom, CutOverAt = put.CutOverAt, By = by, At = now };

    /// <param name="rolledOver">The newest year that the school was cut over to.</param>
    public static RolloverPhase PhaseOf(RolloverPlan? plan, int? rolledOver, DateTimeOffset now) =>
        plan is null ? RolloverPhase.None
        : rolledOver >= plan.Year ? RolloverPhase.Done
        : now >= plan.CutOverAt ? RolloverPhase.CuttingOver
        : now >= plan.PauseFrom ? RolloverPhase.Paused
        : RolloverPhase.Planned;

    public static RolloverOrder? OrderOf(RolloverPlan? plan, int? rolledOver, RolloverApproval? approval, bool dryRun, DateTimeOffset now)
    {
        RolloverMode? mode = PhaseOf(plan, rolledOver, now) switch
        {
            RolloverPhase.Planned or RolloverPhase.Paused or RolloverPhase.CuttingOver when dryRun => RolloverMode.Preview,
            RolloverPhase.Paused => RolloverMode.Pause,
            RolloverPhase.CuttingOver => RolloverMode.CutOver,
            _ => null,
        };
        return mode is null ? null : new RolloverOrder
        {
            Year = plan!.Year,
            Mode = mode.Value,
            ApprovedRun = mode is RolloverMode.CutOver && approval?.Year == plan.Year ? approval.RunId : null,
        };
    }

    /// <summary>The academic year that groups belong to: the calendar's, but never the next one before the cut-over nor the last one after it.</summary>
    public static int AcademicYear(RolloverPlan? plan, int? rolledOver, RolloverOrder? order, DateTimeOffset now)
    {
        var year = AcademicYears.Of(OvernightWindow.Today(now));
        return order is { Mode: not RolloverMode.Pause } ? order.Year
            : plan is not null && !(rolledOver >= plan.Year) ? Math.Min(year, plan.Year - 1)
            : Math.Max(year, rolledOver ?? year);
    }
}

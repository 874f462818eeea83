using System.Collections.Immutable;

namespace Uso.Grains.Alerts;

/// <summary>Days on which a school is open: Monday to Friday outside the closures.</summary>
internal static class SchoolDays
{
    /// <summary>How many lie strictly between two days.</summary>
    public static int Between(DateOnly after, DateOnly before, ImmutableArray<Closure> closures)
    {
        // A year without an export is as bad as ten.
        var first = DateOnly.FromDayNumber(Math.Max(after.DayNumber + 1, before.DayNumber - 366));
        var days = 0;
        for (var day = first; day < before; day = day.AddDays(1))
        {
            days += IsOpen(day, closures) ? 1 : 0;
        }

        return days;
    }

    public static bool IsOpen(DateOnly day, ImmutableArray<Closure> closures) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !closures.Any(closure => day >= closure.From && day <= closure.Until);
}

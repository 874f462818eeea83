namespace Uso.ClientApi.Operations;

/// <summary>
/// What a stored reminder tells. Grains set theirs anew whenever they take it up, so its start is the next tick that matters; while a run is under way it
/// ticks every minute instead and stays as it is.
/// </summary>
internal static class ReminderRule
{
    public static readonly TimeSpan Watch = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(15);

    public static ReminderCounts Count(IEnumerable<(DateTime StartAt, TimeSpan Period)> reminders, DateTime now)
    {
        long total = 0, soon = 0, watching = 0, late = 0;
        foreach (var (start, period) in reminders)
        {
            total++;
            if (period <= Watch)
            {
                watching++;
            }
            else if (start < now - Grace)
            {
                late++;
            }
            else if (start < now + Soon)
            {
                soon++;
            }
        }

        return new ReminderCounts { Total = total, DueWithinTheHour = soon, WatchingRuns = watching, Late = late };
    }
}

namespace Uso.Grains.Rosters;

/// <summary>What a roster has due by itself: starts, ends of overrides and kept accounts, and the end of the retention. Pure.</summary>
internal static class RosterDues
{
    public static RosterDue Of(IEnumerable<RosterEntry> entries)
    {
        DateOnly? start = null;
        DateOnly? end = null;
        DateTimeOffset? gone = null;
        foreach (var entry in entries)
        {
            if (entry is { Status: RosterStatus.Allocated, IsFuture: true })
            {
                start = Earlier(start, entry.StartDate);
            }

            if (entry.Status is RosterStatus.Allocated)
            {
                end = Earlier(end, entry.Keep?.Until);
                foreach (var one in entry.Overrides)
                {
                    end = Earlier(end, one.Until);
                }
            }

            if (GoneSince(entry) is { } since && !(gone <= since))
            {
                gone = since;
            }
        }

        return new RosterDue { NextStart = start, NextEnd = end, OldestGone = gone };
    }

    /// <summary>Since when the school has had no claim on the account; null while it has, or knows no account.</summary>
    public static DateTimeOffset? GoneSince(RosterEntry entry) => entry switch
    {
        { Username: null } => null,
        { Status: RosterStatus.Unallocated or RosterStatus.Excluded } or { Status: RosterStatus.Moved, MissingSince: not null } => entry.Since,
        _ => null,
    };

    public static bool IsDue(RosterDue due, AccountPolicy policy, DateTimeOffset now, DateOnly today) =>
        due.NextStart <= today || due.NextEnd < today || due.OldestGone <= now.AddDays(-policy.RetentionDays);

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}

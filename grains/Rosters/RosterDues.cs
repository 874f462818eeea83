namespace Uso.Grains.Rosters;

/// <summary>What a roster has due by itself: starts, ends of overrides and kept accounts, and the end of the retention. Pure.</summary>
internal static class RosterDues
{
    public static RosterDue Of(IEnumerable<RosterEntry> entries)
    {
        DateOnly? start = null;
        DateOnly? end = null;
        var all = entries as IReadOnlyCollection<RosterEntry> ?? [.. entries];
        foreach (var entry in all)
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
        }

        var gone = Gone(all).Values;
        return new RosterDue { NextStart = start, NextEnd = end, OldestGone = gone.Count == 0 ? null : gone.Min() };
    }

    /// <summary>
    /// The accounts that the school knows and has no claim on, each with since when. Several entries may know one account: then the last of them counts, and one
    /// that is merged into another goes with that one.
    /// </summary>
    public static Dictionary<string, DateTimeOffset> Gone(IReadOnlyCollection<RosterEntry> entries)
    {
        var gone = new Dictionary<string, DateTimeOffset>();
        foreach (var entry in entries)
        {
            if (GoneSince(entry) is { } since && !(gone.GetValueOrDefault(entry.Username!) > since))
            {
                gone[entry.Username!] = since;
            }
        }

        if (gone.Count > 0)
        {
            foreach (var entry in entries.Where(entry => entry.Username is not null && entry.Status is not RosterStatus.Merged && GoneSince(entry) is null))
            {
                gone.Remove(entry.Username!);
            }
        }

        return gone;
    }

    private static DateTimeOffset? GoneSince(RosterEntry entry) => entry switch
    {
        { Username: null } => null,
        { Status: RosterStatus.Unallocated or RosterStatus.Excluded } or { Status: RosterStatus.Moved, MissingSince: not null } => entry.Since,
        _ => null,
    };

    public static bool IsDue(RosterDue due, AccountPolicy policy, DateTimeOffset now, DateOnly today) =>
        due.NextStart <= today || due.NextEnd < today || due.OldestGone <= now.AddDays(-policy.RetentionDays);

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}

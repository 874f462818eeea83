namespace Uso.Grains.Rosters;

/// <summary>What becomes of a roster's entries when two accounts are made one, and when they are parted again. Pure; doing either twice is the same as once.</summary>
internal static class MergerRules
{
    public const string DecidedBy = "merged";

    /// <summary>
    /// The entries of either account after the merger. Where both are here, the one that has its account now speaks for the person, the kept account's before
    /// the retired one's; the other says that it is the same person.
    /// </summary>
    public static IReadOnlyList<RosterEntry> Merge(IEnumerable<RosterEntry> roster, string retired, string kept, string runKey, DateTimeOffset at)
    {
        // A merger that was cut off is done again from what was there before it.
        var entries = Of(roster, retired, kept).Select(entry => IsMarked(entry, retired, runKey) ? Unmarked(entry) : entry).ToList();
        if (!entries.Exists(entry => entry.Username == retired))
        {
            return entries;
        }

        var speaks = entries
            .Where(entry => entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated)
            .OrderBy(entry => entry.Status is RosterStatus.Allocated ? 0 : 1)
            .ThenBy(entry => entry.Username == kept ? 0 : 1)
            .ThenBy(entry => entry.MisId, StringComparer.Ordinal)
            .FirstOrDefault();
        return [.. entries.Select(entry => entry with
        {
            Status = entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated && entry != speaks ? RosterStatus.Merged : entry.Status,
            Username = kept,
            Mergers = entry.Mergers.Add(new EntryMerger { RunKey = runKey, Retired = retired, Kept = kept, Username = entry.Username!, Status = entry.Status }),
            DecidedBy = DecidedBy,
            Since = at,
            RunId = runKey,
        })];
    }

    /// <summary>The entries of either account after the merger of one run is taken back.</summary>
    /// <param name="merger">The run that merged.</param>
    /// <param name="runKey">The run that splits.</param>
    public static IReadOnlyList<RosterEntry> Split(IEnumerable<RosterEntry> roster, string retired, string kept, string merger, string runKey, DateTimeOffset at) =>
        [.. Of(roster, retired, kept).Select(entry => IsMarked(entry, retired, merger) ? Parted(entry) with { DecidedBy = DecidedBy, Since = at, RunId = runKey } : entry)];

    /// <summary>
    /// Whether an entry was changed since the merger so that it cannot be what it was: it got another account, or another school took the person.
    /// </summary>
    public static bool Stays(RosterEntry entry) => entry.Username != entry.Mergers[^1].Kept || (entry.Status is RosterStatus.Moved && entry.Mergers[^1].Status is not RosterStatus.Moved);

    /// <summary>The merger of that run is the latest that changed the entry.</summary>
    public static bool IsMarked(RosterEntry entry, string retired, string merger) =>
        !entry.Mergers.IsDefaultOrEmpty && entry.Mergers[^1].RunKey == merger && entry.Mergers[^1].Retired == retired;

    private static IEnumerable<RosterEntry> Of(IEnumerable<RosterEntry> roster, string retired, string kept) =>
        roster.Where(entry => entry.Username is not null && (entry.Username == retired || entry.Username == kept));

    private static RosterEntry Unmarked(RosterEntry entry) => entry with
    {
        Username = entry.Mergers[^1].Username,
        Status = entry.Mergers[^1].Status,
        Mergers = entry.Mergers.RemoveAt(entry.Mergers.Length - 1),
    };

    /// <summary>As it was; a status that was given since is kept.</summary>
    private static RosterEntry Parted(RosterEntry entry) =>
        Stays(entry) ? entry with { Mergers = entry.Mergers.RemoveAt(entry.Mergers.Length - 1) }
        : entry.Status is RosterStatus.Merged ? Unmarked(entry)
        : Unmarked(entry) with { Status = entry.Status };
}

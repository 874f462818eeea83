namespace Uso.Grains.Rosters;

/// <summary>What becomes of a roster's entry when another school takes the account, and when that is undone. Pure.</summary>
internal static class MoveRules
{
    /// <summary>The very same when it says so already. Who is excluded stays so, and the entry knows where the account went.</summary>
    public static RosterEntry Moved(RosterEntry entry, string toUrn, string runKey, DateTimeOffset at) => entry.Status switch
    {
        RosterStatus.Allocated or RosterStatus.Unallocated => entry with
        {
            Status = RosterStatus.Moved,
            MovedTo = toUrn,
            AlsoClaimedBy = [],
            ClaimedSince = null,
            BeforeMove = new EntryBeforeMove { Status = entry.Status, Since = entry.Since, DecidedBy = entry.DecidedBy },
            RunId = runKey,
            Since = at,
            DecidedBy = "moved",
        },
        RosterStatus.Excluded when entry.MovedTo != toUrn => entry with { MovedTo = toUrn, RunId = runKey },
        _ => entry,
    };

    /// <summary>Allocated again with the whole grace ahead; in the pool again as long as it had been there.</summary>
    public static RosterEntry Back(RosterEntry entry, string runKey, DateTimeOffset at) => entry switch
    {
        { Status: RosterStatus.Excluded } => entry with { MovedTo = null, RunId = runKey },
        { BeforeMove: { Status: RosterStatus.Unallocated } before } => entry with
        {
            Status = before.Status,
            MovedTo = null,
            ClaimedSince = null,
            BeforeMove = null,
            RunId = runKey,
            Since = before.Since,
            DecidedBy = before.DecidedBy,
        },
        _ => entry with
        {
            Status = RosterStatus.Allocated,
            MovedTo = null,
            ClaimedSince = null,
            MissingSince = null,
            BeforeMove = null,
            RunId = runKey,
            Since = at,
            DecidedBy = "undo",
        },
    };

    /// <summary>The school did not have the account when the other one took it: undoing the move gives it back to nobody.</summary>
    public static bool WasWithout(RosterEntry? entry) =>
        entry is { Status: RosterStatus.Unallocated or RosterStatus.Excluded } or { Status: RosterStatus.Moved, BeforeMove.Status: RosterStatus.Unallocated };
}

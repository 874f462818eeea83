using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>A roster as a plan is made from it: every entry, found by id, and which of them the export has.</summary>
internal sealed class RosterView
{
    private readonly Dictionary<(AccountKind Kind, string MisId), RosterEntry> _byId = [];
    private readonly Dictionary<string, RosterEntry> _byUsername = [];
    private readonly Dictionary<string, RosterEntry> _without = [];
    private readonly HashSet<(AccountKind Kind, string MisId)> _seen = [];

    public RosterView(IEnumerable<RosterPage> pages)
    {
        foreach (var entry in pages.SelectMany(page => page.Entries))
        {
            _byId.Add((entry.Kind, entry.MisId), entry);
            if (entry is { Username: not null, Status: RosterStatus.Allocated or RosterStatus.Unallocated })
            {
                _byUsername[entry.Username] = entry;
            }
            else if (entry.Username is not null)
            {
                _without[entry.Username] = entry;
            }
        }
    }

    public IReadOnlyCollection<RosterEntry> All => _byId.Values;

    public RosterEntry? Find(AccountKind kind, string misId) => _byId.GetValueOrDefault((kind, misId));

    /// <summary>The entry that has the account here now or had it last.</summary>
    public RosterEntry? FindByUsername(string username) => _byUsername.GetValueOrDefault(username);

    /// <summary>The entry of somebody who had the account here and may not now: excluded, or moved to another school.</summary>
    public RosterEntry? FindWithout(string username) => _without.GetValueOrDefault(username);

    /// <summary>False when the export had the id before: each id counts once.</summary>
    public bool See(AccountKind kind, string misId) => _seen.Add((kind, misId));

    public bool IsSeen(RosterEntry entry) => _seen.Contains((entry.Kind, entry.MisId));

    public int Allocated(AccountKind kind) => _byId.Values.Count(entry => entry.Kind == kind && entry.Status is RosterStatus.Allocated);
}

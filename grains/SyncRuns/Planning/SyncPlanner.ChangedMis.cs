using Uso.Grains.Rosters;
using Uso.Grains.Users;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// The first export of a new MIS. Every id is new: nobody is whom the roster knows by an id that looks the same, nobody is missing because their id is not there, and
/// whoever is not found again keeps the account until a person decides.
/// </summary>
internal sealed partial class SyncPlanner
{
    /// <summary>The new MIS has the person under the id of the old one: as if nothing had changed.</summary>
    private void DecideSameId(PendingMatch pending, RosterEntry here)
    {
        var entry = pending.Entry with
        {
            Status = here.Status,
            Username = here.Username,
            ByHand = here.ByHand,
            Decision = here.Decision,
            Refused = here.Refused,
            OldLinks = here.OldLinks,
            DecidedBy = here.DecidedBy,
            Since = here.Since,
            Exclusion = here.Exclusion ?? pending.Entry.Exclusion,
            Mergers = here.Mergers,
            AlsoClaimedBy = here.AlsoClaimedBy,
            Arrived = here.Arrived,
        };
        entry = Overrides.With(entry, entry.Identity, here.Overrides, today);
        if (here.Status is RosterStatus.Unallocated)
        {
            AddRestore(entry, here, pending.Source);
        }
        else if (here.Fingerprint == entry.Fingerprint && here.MissingSince is null)
        {
            Counts.Unchanged(here.Kind);
        }
        else
        {
            Add(PlanAction.Update, entry, here, PlanReasons.RowChanged, pending.Source);
        }
    }

    private void StandsAsItWas(RosterEntry without)
    {
        if (without.Status is RosterStatus.Excluded)
        {
            Counts.Excluded(without.Kind);
        }
        else
        {
            Counts.Elsewhere(without.Kind);
        }
    }

    /// <summary>Old ids must not be taken for new ones tomorrow: who was not found again goes on under a roster id that no MIS has.</summary>
    private void RetireOldIds()
    {
        foreach (var entry in roster.All.Where(entry => !IsPresent(entry) && IsOfAMis(entry.MisId)).ToList())
        {
            switch (entry.Status)
            {
                case RosterStatus.Review:
                    break;
                case RosterStatus.Allocated when entry.MissingSince is null:
                    Rekey(entry, KeptIds.Of(entry.MisId, runId));
                    break;
                default:
                    // On the way out before the change, in the pool, excluded, or at another school: all of that goes on.
                    Rekey(entry.Status is RosterStatus.Moved ? entry with { MissingSince = entry.MissingSince ?? today } : entry, FormerIds.Of(entry.MisId, runId));
                    break;
            }

            Add(PlanAction.Forget, entry with { RunId = runId }, entry, PlanReasons.MisChanged);
        }
    }

    private void Rekey(RosterEntry entry, string id) =>
        Add(PlanAction.Rekey, entry with { MisId = id, OldLinks = WithOldLink(entry), RunId = runId }, before: null, PlanReasons.MisChanged);

    private static bool IsOfAMis(string id) => !ManualIds.IsManual(id) && !KeptIds.IsKept(id) && !FormerIds.IsFormer(id) && !NamedIds.IsNamed(id);

    /// <summary>An id that both MISs use is free of its old person before it gets its new one.</summary>
    private IEnumerable<PlanItem> Ordered()
    {
        if (!changed)
        {
            return _items;
        }

        var put = _items.Where(item => item.Action is not PlanAction.Forget).Select(item => (item.Entry.Kind, item.Entry.MisId)).ToHashSet();
        return _items.OrderBy(item => item.Action is PlanAction.Forget && put.Contains((item.Entry.Kind, item.Entry.MisId)) ? 0 : 1);
    }
}

using Uso.Grains.Users;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>What a row means for an account that a person's word is about: kept, or with values set over the MIS's.</summary>
internal sealed partial class SyncPlanner
{
    private void ObserveUnchangedAccount(RosterEntry before, SourceRow source)
    {
        var renewed = Overrides.WithoutExpired(before, today);
        var after = renewed with { MissingSince = null, Keep = null, IsFuture = before.IsFutureOn(today) };
        if (after == before)
        {
            Counts.Unchanged(before.Kind);
            return;
        }

        var reason = before.MissingSince is not null || before.Keep is not null ? PlanReasons.Returned
            : renewed != before ? PlanReasons.OverrideOver
            : PlanReasons.Started;
        Add(PlanAction.Update, after with { RunId = runId }, before, reason, source);
    }

    /// <summary>Without the overrides of the account that the id had: whose they are is open.</summary>
    private static RosterEntry Plain(RosterEntry entry) => entry with { Identity = MisOf(entry), Overrides = [], Exclusion = null };

    private static PersonIdentity MisOf(RosterEntry entry) => Overrides.MisOf(entry.Identity, entry.Overrides);
}

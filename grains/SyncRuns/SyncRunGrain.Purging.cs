using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>Purge: the school gives up what it knows of an account; with the last school, the identity is erased, and the UPN is free.</summary>
internal sealed partial class SyncRunGrain
{
    /// <returns>The roster entry that stays: an exclusion without its account.</returns>
    private async Task<RosterEntry> PurgeAsync(PlanItem item)
    {
        var username = Username.Parse(item.Entry.Username!);
        var account = GrainFactory.User(username);
        var purge = new PurgeUser { Urn = Key.Urn.Value, RunId = Key.RunId, Reason = item.Reason, At = state.State.PlannedAt };
        var outcome = await account.PurgeAsync(purge);
        if (outcome is { Erased: true, Upn: { } upn })
        {
            await GrainFactory.UpnIndex(UpnShardKey.Of(upn)).ReleaseAsync([new UpnHolder { Upn = upn, Username = username.Value }]);
            await account.PurgeAsync(purge with { UpnIsFree = true });
        }

        foreach (var retired in outcome.Retired)
        {
            await EraseRetiredAsync(retired, purge);
        }

        if (outcome.Erased || !await AnyIsOfThisLaAsync(outcome.Schools))
        {
            await GrainFactory.MatchIndex(LaCode.Parse(state.State.Order!.School.LaCode)).ApplyAsync(new IndexUpdate { Removals = [username.Value] });
        }

        return item.Entry with { Username = null };
    }

    /// <summary>Accounts that were merged into the one that is erased, and those merged into them.</summary>
    private async Task EraseRetiredAsync(string username, PurgeUser purge)
    {
        var outcome = await GrainFactory.User(Username.Parse(username)).PurgeAsync(purge with { IsRetired = true });
        foreach (var retired in outcome.Retired)
        {
            await EraseRetiredAsync(retired, purge);
        }
    }

    private async Task<bool> AnyIsOfThisLaAsync(ImmutableArray<string> schools)
    {
        foreach (var urn in schools.Where(urn => urn != Key.Urn.Value))
        {
            if ((await GrainFactory.School(Urn.Parse(urn)).GetAsync())?.LaCode == state.State.Order!.School.LaCode)
            {
                return true;
            }
        }

        return false;
    }

    private static bool LeavesTheRoster(PlanItem item) =>
        item.Action is PlanAction.Forget || item is { Action: PlanAction.Purge, Entry.Status: not RosterStatus.Excluded };
}

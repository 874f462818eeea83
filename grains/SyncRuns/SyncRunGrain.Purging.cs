using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>Purge: the school gives up what it knows of an account; with the last school, the identity is erased, and the UPN is free.</summary>
internal sealed partial class SyncRunGrain
{
    /// <returns>The roster entry that stays: an exclusion without its account.</returns>
    private async Task<RosterEntry> PurgeAsync(PlanItem item)
    {
        var username = Username.Parse(item.Entry.Username!);
        var purge = new PurgeUser { Urn = Key.Urn.Value, RunId = Key.RunId, Reason = item.Reason, At = state.State.PlannedAt };
        var outcome = await GrainFactory.User(username).PurgeAsync(purge);
        await EndErasingAsync([username.Value], outcome, purge);
        if (outcome.Erased || !await AnyIsOfThisLaAsync(outcome.Schools))
        {
            await GrainFactory.MatchIndex(LaCode.Parse(state.State.Order!.School.LaCode)).ApplyAsync(new IndexUpdate { Removals = [username.Value] });
        }

        return item.Entry with { Username = null };
    }

    /// <summary>
    /// Erases the accounts that were merged into one that is erased, and those merged into them, and releases every UPN of theirs. The account forgets the last
    /// of it only then, so that a kill in between is made good by doing it again.
    /// </summary>
    /// <param name="names">The account, and before it those that it was merged into: a merger gives them its UPN.</param>
    private async Task EndErasingAsync(ImmutableArray<string> names, PurgeOutcome outcome, PurgeUser purge)
    {
        if (!outcome.Erased || (outcome.Upn is null && outcome.Retired.IsEmpty))
        {
            return;
        }

        foreach (var retired in outcome.Retired)
        {
            await EndErasingAsync(names.Add(retired), await GrainFactory.User(Username.Parse(retired)).PurgeAsync(purge with { IsRetired = true }), purge);
        }

        if (outcome.Upn is { } upn)
        {
            await GrainFactory.UpnIndex(UpnShardKey.Of(upn)).ReleaseAsync([.. names.Select(name => new UpnHolder { Upn = upn, Username = name })]);
        }

        await GrainFactory.User(Username.Parse(names[^1])).PurgeAsync(purge with { UpnIsFree = true });
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

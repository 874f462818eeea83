using System.Collections.Immutable;
using Uso.Grains.Schools;
using Uso.Grains.Users;

namespace Uso.Grains.SyncRuns;

/// <summary>Values that people set over the MIS's belong to the account: they go with it to whichever school has it.</summary>
internal sealed partial class SyncRunGrain
{
    /// <summary>The plan, with the overrides of the accounts that it gives to people.</summary>
    private async Task<ImmutableArray<PlanItem>> WithOverridesAsync(ImmutableArray<PlanItem> plan)
    {
        var today = OvernightWindow.Today(state.State.PlannedAt);
        var after = plan.ToBuilder();
        var given = Enumerable.Range(0, plan.Length)
            .Where(i => plan[i] is { Action: PlanAction.Link or PlanAction.Move or PlanAction.Restore, Entry.Username: not null });
        foreach (var chunk in given.Chunk(CallsAtOnce))
        {
            await Task.WhenAll(chunk.Select(async i =>
            {
                var entry = plan[i].Entry;
                var user = await GrainFactory.User(Username.Parse(entry.Username!)).GetAsync();
                after[i] = plan[i] with { Entry = Overrides.With(entry, Overrides.MisOf(entry.Identity, entry.Overrides), user?.Overrides ?? [], today) };
            }));
        }

        return after.ToImmutable();
    }

    /// <summary>The person's other schools publish the same values.</summary>
    private async Task TellOtherSchoolsAsync(PlanItem item)
    {
        if (item.Before is null || item.Before.Overrides.SequenceEqual(item.Entry.Overrides))
        {
            return;
        }

        var username = item.Entry.Username!;
        var user = await GrainFactory.User(Username.Parse(username)).GetAsync();
        foreach (var urn in user?.Memberships.Where(one => one.Until is null && one.Urn != Key.Urn.Value).Select(one => one.Urn) ?? [])
        {
            await GrainFactory.Roster(Urn.Parse(urn)).OverrideAsync(username, item.Entry.Overrides, OvernightWindow.Today(state.State.PlannedAt));
        }
    }
}

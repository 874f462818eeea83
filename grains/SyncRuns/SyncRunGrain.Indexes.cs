using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.Upns;

namespace Uso.Grains.SyncRuns;

/// <summary>Tells the indexes what a chunk changed: who holds which UPN, and whom a search finds where.</summary>
internal sealed partial class SyncRunGrain
{
    private const int MostClashes = 200;

    private async Task AssignUpnsAsync(ImmutableArray<PlanItem> chunk, RosterEntry[] applied)
    {
        // A UPN that was corrected is free for the pupil it belongs to, and so is one whose pupil turned out not to be this account. First: two may have swapped.
        var released = applied
            .Select((entry, i) => (entry, chunk[i].Before, TakenBack: chunk[i].Reason is PlanReasons.TakenBack))
            .Where(one => one.Before?.Username is not null
                && one.entry.Status is not RosterStatus.Moved
                && NationalUpnCheck.PermanentUpn(one.Before.Identity) is { } upn
                && (one.Before.Username == one.entry.Username ? upn != NationalUpnCheck.PermanentUpn(one.entry.Identity) : one.TakenBack))
            .Select(one => new UpnHolder { Upn = NationalUpnCheck.PermanentUpn(one.Before!.Identity)!, Username = one.Before.Username! })
            .Concat(chunk
                .Where(item => IsReservable(item) && NationalUpnCheck.PermanentUpn(item.Entry.Identity) is not null)
                .Select(item => new UpnHolder { Upn = NationalUpnCheck.PermanentUpn(item.Entry.Identity)!, Username = UpnReservations.Of(Link(item.Entry)) }));
        await Task.WhenAll(released
            .GroupBy(holder => UpnShardKey.Of(holder.Upn))
            .Select(shard => GrainFactory.UpnIndex(shard.Key).ReleaseAsync([.. shard])));

        var holders = applied
            .Where((entry, i) => entry.Status is RosterStatus.Allocated
                && entry.Username is not null
                && NationalUpnCheck.PermanentUpn(entry.Identity) is { } upn
                && (chunk[i].Before?.Identity.Upn != entry.Identity.Upn || chunk[i].Before?.Username != entry.Username))
            .Select(entry => (Entry: entry, Upn: NationalUpnCheck.PermanentUpn(entry.Identity)!))
            .ToList();
        var taken = await Task.WhenAll(holders
            .GroupBy(holder => UpnShardKey.Of(holder.Upn), holder => new UpnHolder { Upn = holder.Upn, Username = holder.Entry.Username! })
            .Select(shard => GrainFactory.UpnIndex(shard.Key).AssignAsync([.. shard])));
        NoteClashes(holders, taken.SelectMany(others => others).DistinctBy(other => other.Upn).ToDictionary(other => other.Upn, other => other.Username));
    }

    /// <summary>The UPN is weak evidence by now: nobody's account is changed for it, and whoever reads the run is told. Written with the chunk's progress.</summary>
    private void NoteClashes(List<(RosterEntry Entry, string Upn)> holders, Dictionary<string, string> taken)
    {
        var known = state.State.UpnClashes.Select(clash => (clash.MisId, clash.Holder)).ToHashSet();
        var clashes = holders
            .Where(holder => taken.TryGetValue(holder.Upn, out var other) && other != holder.Entry.Username && known.Add((holder.Entry.MisId, other)))
            .Select(holder => new UpnClash { MisId = holder.Entry.MisId, Username = holder.Entry.Username!, Holder = taken[holder.Upn] })
            .Take(MostClashes - state.State.UpnClashes.Length);
        state.State.UpnClashes = [.. state.State.UpnClashes, .. clashes];
    }

    /// <summary>An account whose name a run took back has the UPN of before.</summary>
    private async Task KeepUpnInStepAsync(Username account, PersonIdentity? before, PersonIdentity? after)
    {
        var (was, now) = (before is null ? null : NationalUpnCheck.PermanentUpn(before), after is null ? null : NationalUpnCheck.PermanentUpn(after));
        if (was is not null && was != now)
        {
            await GrainFactory.UpnIndex(UpnShardKey.Of(was)).ReleaseAsync([new UpnHolder { Upn = was, Username = account.Value }]);
        }

        if (now is not null && was != now)
        {
            await GrainFactory.UpnIndex(UpnShardKey.Of(now)).AssignAsync([new UpnHolder { Upn = now, Username = account.Value }]);
        }
    }

    private async Task UpdateIndexesAsync(ImmutableArray<PlanItem> chunk, RosterEntry[] applied)
    {
        var here = LaCode.Parse(state.State.Order!.School.LaCode);
        var puts = await LeftBehindAsync(chunk, here);
        puts.AddRange(await GivenBackAsync(chunk, here));
        for (var i = 0; i < applied.Length; i++)
        {
            if (applied[i] is { Username: not null, Status: RosterStatus.Allocated or RosterStatus.Unallocated or RosterStatus.Excluded } entry
                && chunk[i].Action is not (PlanAction.MarkMissing or PlanAction.Forget or PlanAction.Rekey or PlanAction.Purge))
            {
                puts.Add((here, MatchMapping.ToIndexed(entry, Key.Urn.Value)));
            }
        }

        foreach (var la in puts.GroupBy(put => put.La))
        {
            await GrainFactory.MatchIndex(la.Key).ApplyAsync(new IndexUpdate { Puts = [.. la.Select(put => put.Account)] });
        }
    }

    /// <summary>A school that a pupil came from no longer has the account; it may be another LA's.</summary>
    private async Task<List<(LaCode La, IndexedAccount Account)>> LeftBehindAsync(ImmutableArray<PlanItem> chunk, LaCode here)
    {
        var left = new List<(LaCode, IndexedAccount)>();
        foreach (var from in chunk.Where(item => item is { Action: PlanAction.Move, FromUrn: not null }).GroupBy(item => item.FromUrn!))
        {
            var la = (await GrainFactory.School(Urn.Parse(from.Key)).GetAsync())?.LaCode;
            left.AddRange(from.Select(item => (la is null ? here : LaCode.Parse(la), MatchMapping.ToIndexed(item.Entry, from.Key) with { Gone = true })));
        }

        return left;
    }

    /// <summary>An account that went back to another school, or to no school, and has no entry here to speak for it.</summary>
    private async Task<List<(LaCode La, IndexedAccount Account)>> GivenBackAsync(ImmutableArray<PlanItem> chunk, LaCode here)
    {
        var back = new List<(LaCode, IndexedAccount)>();
        foreach (var item in chunk.Where(item => item.Action is PlanAction.Revert && (item.FromUrn is not null || item.Entry.Username is null)))
        {
            var username = item.Entry.Username ?? item.Before!.Username!;
            if (await GrainFactory.User(Username.Parse(username)).GetAsync() is not { Memberships.IsEmpty: false } user)
            {
                continue;
            }

            var urn = item.FromUrn ?? (user.Memberships.FirstOrDefault(one => one.Until is null) ?? user.Memberships.MaxBy(one => one.Until)!).Urn;
            var account = new IndexedAccount
            {
                Username = username,
                Kind = user.Kind,
                Identity = user.Identity,
                Urn = urn,
                Allocated = user.Memberships.Any(one => one.Urn == urn && one.Until is null),
                IsFuture = user.Status is UserStatus.Future,
            };
            if (urn == Key.Urn.Value)
            {
                back.Add((here, account));
            }
            else if ((await GrainFactory.School(Urn.Parse(urn)).GetAsync())?.LaCode is { } la)
            {
                back.Add((here, account with { Urn = Key.Urn.Value, Gone = true }));
                back.Add((LaCode.Parse(la), account));
            }
        }

        return back;
    }
}

using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.Rosters;
using Uso.Grains.Upns;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Two accounts become one, and two again. The accounts may be of several schools: the rosters of all of them are told, as a move tells the school left behind.
/// Every step does the same when it is done again.
/// </summary>
internal sealed partial class SyncRunGrain
{
    private async Task<Outcome<ImmutableArray<PlanItem>>> PlanMergersAsync(RunOrder order, RosterView roster)
    {
        var items = ImmutableArray.CreateBuilder<PlanItem>();
        foreach (var action in order.Actions)
        {
            var planned = await (action.Type is HandActionType.Merge
                ? PlanMergeAsync(order, roster, action.Username!, action.Retired!, PlanReasons.ByHand)
                : PlanSplitAsync(order, roster, action.Retired!, PlanReasons.ByHand));
            if (!planned.TryGet(out var item, out var problem))
            {
                return problem;
            }

            items.Add(item with { Number = items.Count + 1 });
        }

        return items.ToImmutable();
    }

    /// <summary>The reverse of mergers; one that somebody took back since, or whose accounts were merged on, is left.</summary>
    private async Task<ImmutableArray<PlanItem>> PlanUndoOfMergersAsync(RunOrder order, RosterView roster, IEnumerable<PlanItem> undone)
    {
        var items = ImmutableArray.CreateBuilder<PlanItem>();
        var undoneKey = new RunKey(Key.Urn, order.UndoOf!).ToString();
        foreach (var item in undone.Where(item => item.Merger is not null))
        {
            var merger = item.Merger!;
            var retired = await GrainFactory.User(Username.Parse(merger.Retired)).GetAsync();
            var planned = merger.MergedBy is not null ? await PlanMergeAsync(order, roster, merger.Kept, merger.Retired, PlanReasons.Undo)
                : retired?.MergedBy == undoneKey ? await PlanSplitAsync(order, roster, merger.Retired, PlanReasons.Undo)
                : null;
            var left = item with { Action = PlanAction.Left, Merger = null, Reason = PlanReasons.ChangedSince };
            items.Add((planned?.Value ?? left) with { Number = items.Count + 1 });
        }

        return items.ToImmutable();
    }

    private async Task<Outcome<PlanItem>> PlanMergeAsync(RunOrder order, RosterView roster, string keptName, string retiredName, string reason)
    {
        var kept = await GrainFactory.User(Username.Parse(keptName)).GetAsync();
        var retired = await GrainFactory.User(Username.Parse(retiredName)).GetAsync();
        if (kept is null || retired is null || kept.Kind != retired.Kind || keptName == retiredName)
        {
            return new Problem(ProblemCodes.AccountNotCandidate, "Two accounts of one kind of person are needed.");
        }

        if (kept.MergedInto is not null || retired.MergedInto is not null)
        {
            return new Problem(ProblemCodes.AccountMerged, "One of the accounts was merged before.");
        }

        if (await RefusalAsync(order, kept, retired) is { } refusal)
        {
            return refusal;
        }

        if (roster.All.FirstOrDefault(entry => entry.Username == retiredName) is not { } before)
        {
            return new Problem(ProblemCodes.AccountNotCandidate, "The run is one of a school that has, or had, the account that goes.");
        }

        return new PlanItem
        {
            Number = 0,
            Action = PlanAction.Merge,
            Entry = MergerRules.Merge(roster.All, retiredName, keptName, Key.ToString(), state.State.PlannedAt)
                .Single(entry => (entry.Kind, entry.MisId) == (before.Kind, before.MisId)),
            Before = before,
            Reason = reason,
            Merger = new MergerPlan
            {
                Kept = keptName,
                Retired = retiredName,
                Schools = SchoolsOf(kept, retired),
                Memberships = [.. retired.Memberships.Where(one => one.Until is null)],
                Upns = NationalUpnCheck.PermanentUpn(retired.Identity) is { } upn ? [upn] : [],
            },
        };
    }

    private async Task<Outcome<PlanItem>> PlanSplitAsync(RunOrder order, RosterView roster, string retiredName, string reason)
    {
        var retired = await GrainFactory.User(Username.Parse(retiredName)).GetAsync();
        if (retired is not { MergedInto: { } keptName, MergedBy: { } merger })
        {
            return new Problem(ProblemCodes.AccountNotCandidate, "No other account took this one's place.");
        }

        if (await GrainFactory.User(Username.Parse(keptName)).GetAsync() is not { } kept)
        {
            return new Problem(ProblemCodes.AccountNotCandidate, "The account that took this one's place was purged.");
        }

        if (kept.MergedInto is not null)
        {
            return new Problem(ProblemCodes.AccountMerged, "The account that took this one's place was merged itself: take that back first.");
        }

        if (await RefusalAsync(order, kept, retired) is { } refusal)
        {
            return refusal;
        }

        var schools = SchoolsOf(kept, retired);
        var rosters = await Task.WhenAll(schools.Select(async urn => (urn, Entries: urn == Key.Urn.Value ? roster.All : (await RosterAsync(Urn.Parse(urn))).All)));
        var parting = new Parting(kept, retired, merger, Key.ToString(), state.State.PlannedAt);
        foreach (var (urn, entries) in rosters)
        {
            parting.Observe(urn, entries);
        }

        var before = roster.All.FirstOrDefault(entry => MergerRules.IsMarked(entry, retiredName, merger));
        return before is null
            ? new Problem(ProblemCodes.AccountNotCandidate, "The run is one of the school whose run merged the accounts.")
            : new PlanItem
            {
                Number = 0,
                Action = PlanAction.Split,
                Entry = parting.After(Key.Urn.Value, before),
                Before = before,
                Reason = reason,
                Merger = parting.Plan(schools),
            };
    }

    /// <summary>Who asks for one LA may touch only accounts whose schools are that LA's.</summary>
    private async Task<Problem?> RefusalAsync(RunOrder order, params UserDetails[] accounts)
    {
        if (order.AnyLa)
        {
            return null;
        }

        foreach (var urn in accounts.SelectMany(CurrentSchools).Distinct())
        {
            if ((await GrainFactory.School(Urn.Parse(urn)).GetAsync())?.LaCode != order.School.LaCode)
            {
                return new Problem(ProblemCodes.Forbidden, "One of the accounts is of a school of another local authority: the service desk may do this.");
            }
        }

        return null;
    }

    private static IEnumerable<string> CurrentSchools(UserDetails account) =>
        account.Memberships.Any(one => one.Until is null)
            ? account.Memberships.Where(one => one.Until is null).Select(one => one.Urn)
            : account.Memberships.OrderByDescending(one => one.Until).Take(1).Select(one => one.Urn);

    private static ImmutableArray<string> SchoolsOf(UserDetails kept, UserDetails retired) =>
        [.. kept.Memberships.Concat(retired.Memberships).Select(one => one.Urn).Distinct().Order(StringComparer.Ordinal)];

    private async Task ApplyMergerAsync(PlanItem item)
    {
        var merger = item.Merger!;
        var merges = item.Action is PlanAction.Merge;
        await ChangeAsync(item, merger.Kept, "keep", change => change with
        {
            Action = merges ? UserAction.Merge : UserAction.Split,
            Other = merger.Retired,
            Memberships = merger.Memberships,
            Left = merger.Left,
            Identity = merger.KeptIdentity,
            IsFuture = merges && item.Before is { Status: RosterStatus.Allocated, IsFuture: false } ? false : null,
        });
        await ChangeAsync(item, merger.Retired, "retire", change => change with
        {
            Action = merges ? UserAction.Retire : UserAction.Return,
            Other = merger.Kept,
            Memberships = merges ? [] : merger.Memberships,
            Identity = merger.RetiredIdentity,
        });
        await MoveUpnsAsync(merger, merges ? merger.Retired : merger.Kept, merges ? merger.Kept : merger.Retired);
        foreach (var urn in merger.Schools)
        {
            var roster = GrainFactory.Roster(Urn.Parse(urn));
            var entries = await (merges
                ? roster.MergeAsync(merger.Retired, merger.Kept, Key.ToString(), state.State.PlannedAt)
                : roster.SplitAsync(merger.Retired, merger.Kept, merger.MergedBy!, Key.ToString(), state.State.PlannedAt));
            await TellIndexAsync(merger, urn, entries);
        }
    }

    private async Task ChangeAsync(PlanItem item, string username, string step, Func<UserChange, UserChange> with)
    {
        var outcome = await GrainFactory.User(Username.Parse(username)).ApplyAsync(with(new UserChange
        {
            OperationId = $"{Key}/{item.Number}/{step}",
            Action = default,
            Link = Link(item.Entry),
            RunId = Key.RunId,
            Reason = item.Reason,
            At = state.State.PlannedAt,
        }));
        if (!outcome.TryGet(out _, out var problem))
        {
            throw new InvalidOperationException($"An account refused a merger: {problem.Code}.");
        }
    }

    private Task MoveUpnsAsync(MergerPlan merger, string from, string to) => Task.WhenAll(merger.Upns.Select(async upn =>
    {
        var shard = GrainFactory.UpnIndex(UpnShardKey.Of(upn));
        await shard.ReleaseAsync([new UpnHolder { Upn = upn, Username = from }]);
        await shard.AssignAsync([new UpnHolder { Upn = upn, Username = to }]);
    }));

    private async Task TellIndexAsync(MergerPlan merger, string urn, ImmutableArray<RosterEntry> entries)
    {
        if (await GrainFactory.School(Urn.Parse(urn)).GetAsync() is not { } school)
        {
            return;
        }

        // One entry speaks for an account at a school; whom none speaks for is gone from it.
        string[] accounts = [merger.Kept, merger.Retired];
        var speaking = entries
            .Where(entry => entry.Status is RosterStatus.Allocated or RosterStatus.Unallocated or RosterStatus.Excluded)
            .OrderBy(entry => entry.Status)
            .DistinctBy(entry => entry.Username)
            .ToList();
        var gone = accounts.Where(account => !speaking.Exists(entry => entry.Username == account)).Select(account => new IndexedAccount
        {
            Username = account,
            Kind = entries.Select(entry => entry.Kind).FirstOrDefault(),
            Identity = merger.KeptIdentity ?? Nobody,
            Urn = urn,
            Allocated = false,
            Gone = true,
        });
        await GrainFactory.MatchIndex(LaCode.Parse(school.LaCode)).ApplyAsync(
            new IndexUpdate { Puts = [.. gone, .. speaking.Select(entry => MatchMapping.ToIndexed(entry, urn))] });
    }

    private static readonly PersonIdentity Nobody = new() { LegalFirstName = "", LegalLastName = "" };
}

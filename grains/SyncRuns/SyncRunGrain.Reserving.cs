using System.Collections.Immutable;
using Uso.Grains.Rosters;
using Uso.Grains.Upns;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Right before accounts are made: two schools whose plans were made at the same time know nothing of each other's new people. The index, and nationally the UPN
/// index, gives a person to the first; for the second it is a case, decided once and written down before anything is done.
/// </summary>
internal sealed partial class SyncRunGrain
{
    /// <summary>The chunk, with a case in place of each account that another school has made, or is making.</summary>
    private async Task<ImmutableArray<PlanItem>> ReservedAsync(ImmutableArray<PlanItem> chunk, int end)
    {
        var creates = chunk.Where(IsReservable).ToImmutableArray();
        if (creates.IsEmpty)
        {
            return chunk;
        }

        if (state.State.Reserved < end)
        {
            var met = await ReserveAsync(creates);
            state.State.Turned = [.. state.State.Turned.Where(turned => !met.ContainsKey(turned.Number)), .. met.Select(one => new TurnedCreate { Number = one.Key, Candidates = one.Value })];
            state.State.Reserved = end;
            if (state.State.Phase is RunPhase.Applying)
            {
                state.State.Pupils = Turned(state.State.Pupils, AccountKind.Pupil, creates.Where(item => met.ContainsKey(item.Number)));
                state.State.Staff = Turned(state.State.Staff, AccountKind.Staff, creates.Where(item => met.ContainsKey(item.Number)));
            }

            await WriteAsync();
        }

        var cases = state.State.Turned.ToDictionary(turned => turned.Number, turned => turned.Candidates);
        return cases.Count == 0 ? chunk : [.. chunk.Select(item => cases.TryGetValue(item.Number, out var candidates) ? ToCase(item, candidates) : item)];
    }

    /// <summary>Whoever a person decided to be a new one is that.</summary>
    private bool IsReservable(PlanItem item) =>
        item.Action is PlanAction.Create && (state.State.Order!.Kind is RunKind.Sync || ManualIds.IsManual(item.Entry.MisId));

    private async Task<Dictionary<int, ImmutableArray<CaseCandidate>>> ReserveAsync(ImmutableArray<PlanItem> creates)
    {
        var given = await GrainFactory.MatchIndex(LaCode.Parse(state.State.Order!.School.LaCode)).ReserveAsync(new ReserveBatch
        {
            Urn = Key.Urn.Value,
            Queries = [.. creates.Select(item => new MatchQuery { Kind = item.Entry.Kind, MisId = item.Entry.MisId, Identity = item.Entry.Identity })],
            Usernames = [.. creates.Select(item => item.Entry.Username!)],
        });
        var met = creates.Zip(given.Answers)
            .Where(one => one.Second.Verdict is not MatchVerdict.Create)
            .ToDictionary(one => one.First.Number, one => one.Second.Candidates);

        // Of the others, whoever has a permanent UPN: the index of those gives it to one account in the country.
        var holders = creates
            .Where(item => !met.ContainsKey(item.Number))
            .Select(item => (Item: item, Upn: NationalUpnCheck.PermanentUpn(item.Entry.Identity)))
            .Where(one => one.Upn is not null)
            .ToLookup(one => UpnShardKey.Of(one.Upn!));
        var taken = await Task.WhenAll(holders.Select(shard => GrainFactory.UpnIndex(shard.Key).AssignAsync(
            [.. shard.Select(one => new UpnHolder { Upn = one.Upn!, Username = UpnReservations.Of(Link(one.Item.Entry)) })])));
        var others = taken.SelectMany(some => some).DistinctBy(holder => holder.Upn).ToDictionary(holder => holder.Upn, holder => holder.Username);
        foreach (var (item, upn) in holders.SelectMany(shard => shard))
        {
            if (others.TryGetValue(upn!, out var holder))
            {
                met[item.Number] = UpnReservations.Is(holder) ? [] : [new CaseCandidate { Username = holder, Evidence = "upn=same", Vetoes = [PlanReasons.MadeMeanwhile] }];
            }
        }

        return met;
    }

    private PlanItem ToCase(PlanItem item, ImmutableArray<CaseCandidate> candidates) => item with
    {
        Action = PlanAction.Review,
        Reason = PlanReasons.MadeMeanwhile,
        Entry = item.Entry with
        {
            Status = RosterStatus.Review,
            Username = null,
            Candidates = candidates,
            DecidedBy = PlanReasons.MadeMeanwhile,
            ByHand = false,
            Arrived = null,
        },
    };

    private static RunCounts Turned(RunCounts counts, AccountKind kind, IEnumerable<PlanItem> turned)
    {
        var count = turned.Count(item => item.Entry.Kind == kind);
        return counts with { Created = counts.Created - count, Review = counts.Review + count };
    }
}

using System.Collections.Immutable;
using Uso.Grains.LocalAuthorities;
using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>Plans what people decided.</summary>
internal sealed partial class SyncRunGrain
{
    private async Task<Outcome<ImmutableArray<PlanItem>>> PlanByHandAsync(RunOrder order, RosterView roster)
    {
        if (order.Actions.Any(action => action.IsMerger()))
        {
            return await PlanMergersAsync(order, roster);
        }

        var actions = order.Actions;
        if (order.Bulk is { } bulk)
        {
            (actions, var outcome) = BulkActions.Of(bulk, roster);
            state.State.Bulk = outcome;
            if (bulk.Expected is { } expected && expected != outcome.Decided)
            {
                return new Problem(
                    ProblemCodes.BulkCountChanged,
                    string.Create(System.Globalization.CultureInfo.InvariantCulture, $"It would decide {outcome.Decided} cases by now, not {expected}."));
            }
        }

        var planner = new HandPlanner(roster, Key.Urn.Value, Key.RunId, order, actions, state.State.PlannedAt) { Histories = await HistoriesAsync(actions, roster) };
        var answers = new Dictionary<(AccountKind Kind, string MisId), MatchAnswer>();
        var index = GrainFactory.MatchIndex(LaCode.Parse(order.School.LaCode));
        foreach (var matched in planner.Creating().GroupBy(query => ManualIds.IsManual(query.MisId)))
        {
            // A request is matched like any record; who decided a case to be a new person needs only a username.
            var batch = new MatchBatch { Urn = Key.Urn.Value, Queries = [.. matched] };
            var given = await (matched.Key ? MatchLocallyAsync(order, batch) : index.ProposeAsync(batch));
            for (var i = 0; i < batch.Queries.Length; i++)
            {
                answers[(batch.Queries[i].Kind, batch.Queries[i].MisId)] = given.Answers[i];
            }
        }

        var schools = new Dictionary<string, string?>();
        foreach (var chunk in planner.Matching().GroupBy(action => action.Username!).Chunk(CallsAtOnce))
        {
            foreach (var (username, found) in await Task.WhenAll(chunk.Select(async same => (same.Key, await SchoolOfAsync(same.Key, [.. same], order, roster)))))
            {
                if (!found.TryGet(out var last, out var problem))
                {
                    return problem;
                }

                schools[username] = last.Urn;
            }
        }

        return planner.Plan(answers, schools.GetValueOrDefault);
    }

    /// <summary>The school that has an account, or had it last: a pupil of its unallocated pool moves here too. A problem when the account may not be matched here.</summary>
    private async Task<Outcome<LastSchool>> SchoolOfAsync(string username, ImmutableArray<HandAction> actions, RunOrder order, RosterView roster)
    {
        var user = Username.TryParse(username, out var key) ? await GrainFactory.User(key).GetAsync() : null;
        if (user is null || actions.Any(action => action.Kind != user.Kind))
        {
            return new Problem(ProblemCodes.AccountNotCandidate, "There is no such account.");
        }

        var urn = (user.Memberships.FirstOrDefault(one => one.Until is null) ?? user.Memberships.MaxBy(one => one.Until))?.Urn;
        var candidate = actions.All(action => IsCandidate(roster.Find(action.Kind, action.MisId!), username));
        return candidate || await IsLocalAsync(urn, order)
            ? new LastSchool(urn)
            : new Problem(ProblemCodes.AccountNotCandidate, "The account is neither a candidate of the case nor one of a local school.");
    }

    private async Task<Dictionary<string, ImmutableArray<UserEvent>>> HistoriesAsync(ImmutableArray<HandAction> actions, RosterView roster)
    {
        var histories = new Dictionary<string, ImmutableArray<UserEvent>>();
        foreach (var action in actions.Where(action => action.Type is HandActionType.Override))
        {
            if (roster.Find(action.Kind, action.MisId!)?.Username is { } username)
            {
                histories[username] = await GrainFactory.User(Username.Parse(username)).GetHistoryAsync();
            }
        }

        return histories;
    }

    private async Task<bool> IsLocalAsync(string? urn, RunOrder order) => urn is not null
        && await GrainFactory.School(Urn.Parse(urn)).GetAsync() is { } school
        && LocalRules.IsLocal(order.School, school, order.Neighbours);

    private static bool IsCandidate(RosterEntry? entry, string username) =>
        entry is not null && entry.Candidates.Concat(entry.Decision?.Candidates ?? []).Any(one => one.Username == username);

    private sealed record LastSchool(string? Urn);
}

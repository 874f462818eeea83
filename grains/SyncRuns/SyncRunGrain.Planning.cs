using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.Schools;
using Uso.Grains.Upns;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>Read, diff, match, plan, gate: nothing about accounts changes here.</summary>
internal sealed partial class SyncRunGrain
{
    private async Task PlanAsync(CancellationToken cancellationToken)
    {
        var order = state.State.Order!;
        var roster = await RosterAsync(Key.Urn);
        state.State.PlannedAt = time.GetUtcNow();
        var counts = new CountsBuilder();
        ImmutableArray<PlanItem> plan;
        switch (order.Kind)
        {
            case RunKind.Sync:
                (plan, counts) = await PlanSyncAsync(order, roster, cancellationToken);
                break;
            case RunKind.Upkeep:
                plan = UpkeepPlanner.Plan(roster.All, order.Policy!, Key.RunId, state.State.PlannedAt, OvernightWindow.Today(state.State.PlannedAt));
                break;
            default:
                var asked = order.Kind is RunKind.ByHand ? await PlanByHandAsync(order, roster) : await PlanUndoAsync(order, roster, cancellationToken);
                if (asked.Problem is { } problem)
                {
                    state.State.Problem = problem;
                    await RestAsync(RunPhase.Refused);
                    return;
                }

                plan = asked.Value;
                if (order.Kind is RunKind.Undo)
                {
                    await PlanGroupsUndoAsync(order, cancellationToken);
                }

                break;
        }

        plan = await WithOverridesAsync(plan);
        var limits = order.Gates.IsDefaultOrEmpty ? GateLimits.DefaultsOf(order.School.Phase) : order.Gates;
        var seen = Seen(await ApprovedPreviewAsync(order, cancellationToken));
        (var gated, state.State.Holds) = Gate.Check([.. plan.Where(item => !seen(item))], roster.Allocated, [.. limits, .. GateLimits.Purges], Lifted(order));
        plan = [.. gated.Concat(plan.Where(seen)).OrderBy(item => item.Number)];
        state.State.Changeover = order.Kind is RunKind.Sync ? ChangeoverCount.Of(plan) : null;
        state.State.Planned = plan.Length;
        state.State.Left = plan.Count(item => item.Action is PlanAction.Left);
        if (plan.Length > 0)
        {
            state.State.PlanSha256 = (await blobs.WriteLinesAsync(plan, cancellationToken)).Sha256;
        }

        _plan = plan;
        state.State.Pupils = counts.Of(AccountKind.Pupil, plan);
        state.State.Staff = counts.Of(AccountKind.Staff, plan);
        if (order.DryRun)
        {
            await RestAsync(RunPhase.DryRun);
        }
        else if (plan.IsEmpty && state.State.GroupsSha256 is null)
        {
            await RestAsync(RunPhase.Complete);
        }
        else
        {
            state.State.Phase = RunPhase.Applying;
            state.State.Attempts = 0;
            await WriteAsync();
        }
    }

    private async Task<(ImmutableArray<PlanItem> Plan, CountsBuilder Counts)> PlanSyncAsync(
        RunOrder order, RosterView roster, CancellationToken cancellationToken)
    {
        if (order is { Outdated: { } old, DryRun: false } && !Lifted(order))
        {
            throw new MisExportException(old.Code, old.Detail);
        }

        var now = state.State.PlannedAt;
        var school = new OwnSchool(roster);
        var planner = new SyncPlanner(
            roster, Key.Urn.Value, Key.RunId, now, OvernightWindow.Today(now), order.Policy?.GraceDays ?? options.Value.GraceDays,
            order.ChangedFrom ?? order.Mis!, order.ChangedFrom is not null)
        {
            Rollover = order.Rollover?.Mode,
            ApprovedLeavers = Leavers(await ApprovedPreviewAsync(order, cancellationToken)),
        };
        await using var export = await blobs.OpenAsync(state.State.InputSha256!, cancellationToken)
            ?? throw new InvalidDataException("The export's bytes are missing.");
        var settings = new ReadSettings { Accepted = Accepted(order), OptOuts = OptOuts(order), Values = order.ReadSettings };

        // Reading is work for a processor, not for the grain's turn; it touches only the planner.
        var reading = await Task.Run(() => ExportReader.Read(Mis(order), export, order.FileName, settings, planner, school), cancellationToken);
        if (!Lifted(order))
        {
            school.Check();
        }

        state.State.Reports = reading.Reports;
        if (!reading.Rejected.IsEmpty)
        {
            state.State.RejectedSha256 = (await blobs.WriteLinesAsync(reading.Rejected, cancellationToken)).Sha256;
        }

        planner.DecideContests(await MembershipsAsync(planner.Contested));
        if (planner.Pending.Count > 0)
        {
            await MatchAsync(order, planner);
            planner.DecideElsewhere(await MembershipsAsync(planner.MatchedElsewhere));
        }

        planner.Absences(ExportReader.AbsenceRule(reading.Reports, order.AcceptedReports));
        var plan = planner.Items;
        await PlanGroupsAsync(reading.Groups, roster, plan, cancellationToken);
        return (plan, planner.Counts);
    }

    private async Task MatchAsync(RunOrder order, SyncPlanner planner)
    {
        var pending = planner.Pending;
        var batch = new MatchBatch
        {
            Urn = Key.Urn.Value,
            Queries = [.. pending.Select(one => new MatchQuery { Kind = one.Entry.Kind, MisId = one.Entry.MisId, Identity = one.Entry.Identity })],
        };
        var answers = await MatchLocallyAsync(order, batch);
        state.State.RulesVersion = answers.RulesVersion;
        var national = await new NationalUpnCheck(GrainFactory).RefineAsync(batch.Queries, answers.Answers);
        for (var i = 0; i < pending.Count; i++)
        {
            planner.Decide(pending[i], national[i]);
        }
    }

    /// <summary>Which schools have, or had, accounts that another school seems to have: asked of the accounts, the only ones who know.</summary>
    private async Task<Dictionary<string, ImmutableArray<Membership>>> MembershipsAsync(IEnumerable<string> usernames)
    {
        var found = new Dictionary<string, ImmutableArray<Membership>>();
        foreach (var some in usernames.Chunk(CallsAtOnce))
        {
            foreach (var user in (await Task.WhenAll(some.Select(username => GrainFactory.User(Username.Parse(username)).GetAsync()))).OfType<UserDetails>())
            {
                found.Add(user.Username, user.Memberships);
            }
        }

        return found;
    }

    /// <summary>Asks the school's LA and its neighbours, each once for the whole batch.</summary>
    private async Task<MatchAnswers> MatchLocallyAsync(RunOrder order, MatchBatch batch)
    {
        var index = GrainFactory.MatchIndex(LaCode.Parse(order.School.LaCode));
        if (order.Neighbours.IsDefaultOrEmpty)
        {
            return await index.MatchAsync(batch);
        }

        var asked = order.Neighbours.Select(la => GrainFactory.MatchIndex(LaCode.Parse(la.LaCode))
            .MatchAsync(batch with { Schools = la.Schools, IsGuest = true, Widened = true })).ToList();
        var own = await index.MatchAsync(batch with { Widened = true });
        var neighbours = await Task.WhenAll(asked);
        return own with
        {
            Answers = [.. own.Answers.Select((answer, i) => LocalVerdicts.Merge(answer, [.. neighbours.Select(neighbour => neighbour.Answers[i])]))],
        };
    }

    private async Task<Outcome<ImmutableArray<PlanItem>>> PlanUndoAsync(RunOrder order, RosterView roster, CancellationToken cancellationToken)
    {
        var undone = GrainFactory.SyncRun(new RunKey(Key.Urn, order.UndoOf!));
        var items = await PagedAsync(undone.GetPlanAsync, cancellationToken);
        if (items.Any(item => item.Reason == PlanReasons.TakenBack))
        {
            return new Problem(ProblemCodes.RunState, "A decision that was taken back is decided again, not undone.");
        }

        var heldApplied = (await undone.GetStatusAsync())?.Phase is RunPhase.Complete;
        if (items.Any(item => item.Merger is not null))
        {
            return await PlanUndoOfMergersAsync(order, roster, items);
        }

        return UndoPlanner.Plan(items, heldApplied, roster, order.UndoOf!, Key.RunId, state.State.PlannedAt);
    }

    /// <summary>The whole of what another run answers in pages.</summary>
    private static async Task<ImmutableArray<T>> PagedAsync<T>(Func<int, int, Task<ImmutableArray<T>>> read, CancellationToken cancellationToken)
    {
        var items = ImmutableArray.CreateBuilder<T>();
        while (await read(items.Count, LargestPage) is { IsEmpty: false } page)
        {
            cancellationToken.ThrowIfCancellationRequested();
            items.AddRange(page);
        }

        return items.ToImmutable();
    }

    private async Task<RosterView> RosterAsync(Urn urn)
    {
        var roster = GrainFactory.Roster(urn);
        var header = await roster.GetHeaderAsync();
        if (urn == Key.Urn && state.State.Phase is RunPhase.Planning)
        {
            state.State.RosterVersion = header.Version;
        }

        return new RosterView(await Task.WhenAll(Enumerable.Range(0, header.Pages).Select(roster.GetPageAsync)));
    }

    /// <summary>By a person for this run, or since a person asked for exactly these changes.</summary>
    private bool Lifted(RunOrder order) => order.Kind is not (RunKind.Sync or RunKind.Upkeep) || order.Override?.ExpiresAt > time.GetUtcNow();

    private IMis Mis(RunOrder order) => catalog.Find(order.Mis!) ?? throw new InvalidOperationException($"No reader for MIS {order.Mis}.");

    private static HashSet<Report> Accepted(RunOrder order) => [.. order.AcceptedReports.Select(Enum.Parse<Report>)];

    private static HashSet<(Report, string)> OptOuts(RunOrder order) =>
        [.. order.OptOuts.Select(text => text.Split('.', 2)).Select(parts => (Enum.Parse<Report>(parts[0]), parts[1]))];
}

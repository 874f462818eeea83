using System.Collections.Immutable;
using Uso.Grains.Schools;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// A run's groups: planned beside the people, written after them, so that members have their accounts. The gate is about people; where it holds anything, the
/// export is doubted as a whole and the groups wait with it.
/// </summary>
internal sealed partial class SyncRunGrain
{
    private const int GroupsAtOnce = 128;

    private async Task PlanGroupsAsync(GroupsReading reading, RosterView roster, ImmutableArray<PlanItem> people, CancellationToken cancellationToken)
    {
        if (!reading.Found || state.State.Order!.Rollover?.Mode is RolloverMode.Pause)
        {
            return;
        }

        var today = OvernightWindow.Today(state.State.PlannedAt);
        var year = state.State.Order.AcademicYear ?? Groups.AcademicYears.Of(today);
        var planner = new GroupPlanner(Accounts(roster, people), year, Key.RunId, today, options.Value.GraceDays);
        var (items, counts) = planner.Plan(reading, await GroupsAsync(year));
        await KeepGroupsAsync(items, counts, cancellationToken);
    }

    private async Task PlanGroupsUndoAsync(RunOrder order, CancellationToken cancellationToken)
    {
        var undone = GrainFactory.SyncRun(new RunKey(Key.Urn, order.UndoOf!));
        if ((await undone.GetStatusAsync())?.Groups is not { } counts)
        {
            return;
        }

        var changes = await PagedAsync(undone.GetGroupChangesAsync, cancellationToken);
        var items = GroupPlanner.Undo(changes, await GroupsAsync(counts.Year), order.UndoOf!, Key.RunId);
        await KeepGroupsAsync(items, new GroupCounts { Year = counts.Year, Changed = items.Length }, cancellationToken);
    }

    private async Task KeepGroupsAsync(ImmutableArray<GroupPlanItem> items, GroupCounts counts, CancellationToken cancellationToken)
    {
        state.State.Groups = counts;
        state.State.GroupsSha256 = items.IsEmpty ? null : (await blobs.WriteLinesAsync(items, cancellationToken)).Sha256;
        state.State.GroupsApplied = items.IsEmpty;
    }

    /// <summary>Writes the changed groups, with the accounts that their members got. What somebody changed since the plan was made is left as it is.</summary>
    private async Task ApplyGroupsAsync(CancellationToken cancellationToken)
    {
        if (state.State.GroupsSha256 is not { } sha256 || state.State.GroupsApplied)
        {
            return;
        }

        var year = state.State.Groups!.Year;
        var kept = (await GroupsAsync(year)).ToDictionary(group => group.GroupId);
        var roster = await RosterAsync(Key.Urn);
        var items = (await blobs.ReadLinesAsync<GroupPlanItem>(sha256, 0, int.MaxValue, cancellationToken))
            .Where(item => kept.GetValueOrDefault(item.Group.GroupId)?.RunId is var run && (run == item.Before?.RunId || run == Key.RunId));
        var groups = GrainFactory.Groups(Key.Urn);
        foreach (var (number, chunk) in items.Chunk(GroupsAtOnce).Index())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var outcome = await groups.ApplyAsync(new GroupsChange
            {
                OperationId = $"{Key.RunId}/groups/{number}",
                Year = year,
                Puts = [.. chunk.Where(item => item.Action is not GroupAction.Remove).Select(item => WithAccounts(item.Group, roster))],
                Removals = [.. chunk.Where(item => item.Action is GroupAction.Remove).Select(item => item.Group.GroupId)],
            });
            if (!outcome.TryGet(out _, out var problem))
            {
                throw new InvalidOperationException($"The groups refused a chunk: {problem.Code}.");
            }
        }

        state.State.GroupsApplied = true;
    }

    private async Task<List<SchoolGroup>> GroupsAsync(int year)
    {
        var groups = GrainFactory.Groups(Key.Urn);
        var header = await groups.GetHeaderAsync();
        var pages = await Task.WhenAll(Enumerable.Range(0, header.PagesOf(year)).Select(page => groups.GetPageAsync(year, page)));
        return [.. pages.SelectMany(page => page.Groups)];
    }

    private static SchoolGroup WithAccounts(SchoolGroup group, RosterView roster)
    {
        var members = group.Members.Select(member => member.Until is null
            ? member with { Username = roster.Find(member.Kind, member.MisId)?.Username ?? member.Username }
            : member);
        var after = group with { Members = [.. members] };
        return after with { Fingerprint = GroupPlanner.Fingerprint(after) };
    }

    /// <summary>Who has which account once the plan is applied.</summary>
    private static Func<AccountKind, string, string?> Accounts(RosterView roster, ImmutableArray<PlanItem> people)
    {
        var planned = people.Where(item => item.Action is not PlanAction.Forget).ToLookup(item => (item.Entry.Kind, item.Entry.MisId));
        return (kind, misId) => planned[(kind, misId)].LastOrDefault() is { } item ? item.Entry.Username : roster.Find(kind, misId)?.Username;
    }
}

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Compares an export's groups with what is kept of the year. Pure. An unchanged group is no item of the plan. A member or group is taken away only when the
/// report proved to be whole; a group, like a person, after the grace.
/// </summary>
/// <param name="username">The account of a person, null while they have none.</param>
internal sealed class GroupPlanner(
    Func<AccountKind, string, string?> username, int year, string runId, DateOnly today, int graceDays)
{
    /// <summary>How many who left are remembered per group.</summary>
    private const int FormerKept = 200;

    private readonly ImmutableArray<GroupPlanItem>.Builder _items = ImmutableArray.CreateBuilder<GroupPlanItem>();

    public (ImmutableArray<GroupPlanItem> Items, GroupCounts Counts) Plan(GroupsReading reading, IReadOnlyCollection<SchoolGroup> kept)
    {
        var unchanged = 0;
        var missing = 0;
        var known = kept.ToDictionary(group => group.GroupId);
        foreach (var read in reading.Groups.Values)
        {
            var before = known.GetValueOrDefault(read.Row.GroupId);
            var after = After(read, before, reading.Whole);
            if (before is { Until: null, MissingSince: null } && before.Fingerprint == after.Fingerprint)
            {
                unchanged++;
                continue;
            }

            Add(before is null or { Until: not null } ? GroupAction.Add : GroupAction.Change, after, before);
        }

        foreach (var gone in kept.Where(group => reading.Whole && group.Until is null && !reading.Groups.ContainsKey(group.GroupId)))
        {
            if (gone.MissingSince is not { } since)
            {
                Add(GroupAction.MarkMissing, gone with { MissingSince = today, RunId = runId }, gone);
            }
            else if (today.DayNumber - since.DayNumber < graceDays)
            {
                missing++;
            }
            else
            {
                var members = gone.Members.Select(member => member.Until is null ? member with { Until = since } : member);
                Add(GroupAction.End, gone with { Members = Ordered(members), Until = since, RunId = runId }, gone);
            }
        }

        var items = _items.ToImmutable();
        return (items, new GroupCounts
        {
            Year = year,
            Added = Count(GroupAction.Add),
            Changed = Count(GroupAction.Change),
            Unchanged = unchanged,
            Missing = missing + Count(GroupAction.MarkMissing),
            Ended = Count(GroupAction.End),
        });

        int Count(GroupAction action) => items.Count(item => item.Action == action);
    }

    /// <summary>Takes the group as it was before an undone run, where nothing has changed it since.</summary>
    public static ImmutableArray<GroupPlanItem> Undo(
        ImmutableArray<GroupPlanItem> undone, IReadOnlyCollection<SchoolGroup> kept, string undoneRun, string runId)
    {
        var known = kept.ToDictionary(group => group.GroupId);
        return
        [
            .. undone
                .Where(item => item.Action is GroupAction.Remove
                    ? !known.ContainsKey(item.Group.GroupId)
                    : known.GetValueOrDefault(item.Group.GroupId)?.RunId == undoneRun)
                .Select(item => new GroupPlanItem
                {
                    Action = item.Before is null ? GroupAction.Remove : item.Action is GroupAction.Remove ? GroupAction.Add : GroupAction.Change,
                    Group = (item.Before ?? item.Group) with { RunId = runId },
                    Before = known.GetValueOrDefault(item.Group.GroupId),
                }),
        ];
    }

    /// <summary>The fingerprint of what is said of a group now; when and by which run it was said does not count.</summary>
    internal static ulong Fingerprint(SchoolGroup group)
    {
        var text = new StringBuilder().Append((int)group.Kind).Append('\x1F').Append(group.Name).Append('\x1F').Append(group.Subject);
        foreach (var member in group.Members.Where(member => member.Until is null))
        {
            text.Append('\x1E').Append((int)member.Kind).Append('\x1F').Append(member.MisId).Append('\x1F').Append(member.Username);
        }

        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    private SchoolGroup After(GroupsReading.ReadGroup read, SchoolGroup? before, bool whole)
    {
        var members = new List<GroupMember>();
        var there = new HashSet<(AccountKind, string)>();
        foreach (var member in before?.Members ?? [])
        {
            var inExport = read.Members.Contains((member.Kind, member.MisId));
            if (member.Until is null && (inExport || !whole))
            {
                there.Add((member.Kind, member.MisId));
                members.Add(member with { Username = username(member.Kind, member.MisId) ?? member.Username });
            }
            else
            {
                members.Add(member.Until is null ? member with { Until = today } : member);
            }
        }

        members.AddRange(read.Members.Where(member => !there.Contains(member)).Select(member => new GroupMember
        {
            Kind = member.Kind,
            MisId = member.MisId,
            Username = username(member.Kind, member.MisId),
            Since = today,
        }));
        var after = new SchoolGroup
        {
            GroupId = read.Row.GroupId,
            Kind = KindOf(read.Row.Kind),
            Name = read.Row.Name,
            Subject = read.Row.Subject,
            Members = Ordered(members),
            Fingerprint = 0,
            Since = before?.Since ?? today,
            RunId = runId,
        };
        return after with { Fingerprint = Fingerprint(after) };
    }

    private static ImmutableArray<GroupMember> Ordered(IEnumerable<GroupMember> members)
    {
        var all = members.ToLookup(member => member.Until is null);
        return
        [
            .. all[true].OrderBy(member => member.Kind).ThenBy(member => member.MisId, StringComparer.Ordinal),
            .. all[false].OrderByDescending(member => member.Until).ThenBy(member => member.Kind).ThenBy(member => member.MisId, StringComparer.Ordinal).Take(FormerKept),
        ];
    }

    private static SchoolGroupKind KindOf(GroupKind kind) => kind switch
    {
        GroupKind.Class => SchoolGroupKind.Class,
        GroupKind.RegistrationGroup => SchoolGroupKind.RegistrationGroup,
        GroupKind.YearGroup => SchoolGroupKind.YearGroup,
        GroupKind.House => SchoolGroupKind.House,
        _ => SchoolGroupKind.Other,
    };

    private void Add(GroupAction action, SchoolGroup after, SchoolGroup? before) =>
        _items.Add(new GroupPlanItem { Action = action, Group = after, Before = before });
}

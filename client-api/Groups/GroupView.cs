using System.Collections.Immutable;

namespace Uso.ClientApi.Groups;

/// <summary>A class or group of a school.</summary>
public sealed record GroupView
{
    /// <summary>Address of the group within the school.</summary>
    public required string Id { get; init; }
    public required string MisId { get; init; }
    public required SchoolGroupKind Kind { get; init; }
    public required string Name { get; init; }
    public string? Subject { get; init; }

    /// <summary>How many are in it.</summary>
    public required int Pupils { get; init; }
    public required int Staff { get; init; }
    public required DateOnly Since { get; init; }

    /// <summary>Null while the group exists.</summary>
    public DateOnly? Until { get; init; }
    public DateOnly? MissingSince { get; init; }
    public required string RunId { get; init; }

    internal static GroupView Of(SchoolGroup group) => new()
    {
        Id = new GroupId(group.GroupId).ToString(),
        MisId = group.GroupId,
        Kind = group.Kind,
        Name = group.Name,
        Subject = group.Subject,
        Pupils = Count(group, AccountKind.Pupil),
        Staff = Count(group, AccountKind.Staff),
        Since = group.Since,
        Until = group.Until,
        MissingSince = group.MissingSince,
        RunId = group.RunId,
    };

    private static int Count(SchoolGroup group, AccountKind kind) => group.Members.Count(member => member.Kind == kind && member.Until is null);
}

/// <summary>A page of groups, and the years for which the school has groups.</summary>
public sealed record GroupsView
{
    public required ImmutableArray<GroupView> Items { get; init; }
    public required int Total { get; init; }
    public required int Skip { get; init; }

    /// <summary>The academic year shown, by the year in which it starts; null when the school has no groups.</summary>
    public int? Year { get; init; }
    public required ImmutableArray<int> Years { get; init; }
}

/// <summary>A group with everybody who is, or was, in it.</summary>
public sealed record GroupDetailView
{
    public required GroupView Group { get; init; }
    public required int Year { get; init; }
    public required ImmutableArray<GroupMember> Members { get; init; }
}

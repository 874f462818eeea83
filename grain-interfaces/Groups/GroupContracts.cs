using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.SchoolGroupKind)]
public enum SchoolGroupKind
{
    Class,
    RegistrationGroup,
    YearGroup,
    House,
    Other,
}

/// <summary>A pupil's or teacher's time in a group.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GroupMember)]
public sealed record GroupMember
{
    [Id(0)] public required AccountKind Kind { get; init; }
    [Id(1)] public required string MisId { get; init; }

    /// <summary>The account when the membership was last written; null while the person has none. Kept, since MIS ids are given anew when a school changes its MIS.</summary>
    [Id(2)] public string? Username { get; init; }
    [Id(3)] public required DateOnly Since { get; init; }

    /// <summary>First day on which a whole export lacked the membership; null while it lasts.</summary>
    [Id(4)] public DateOnly? Until { get; init; }
}

/// <summary>A class, registration group or other group of one academic year.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SchoolGroup)]
public sealed record SchoolGroup
{
    /// <summary>The MIS's id.</summary>
    [Id(0)] public required string GroupId { get; init; }
    [Id(1)] public required SchoolGroupKind Kind { get; init; }
    [Id(2)] public required string Name { get; init; }
    [Id(3)] public string? Subject { get; init; }

    /// <summary>By kind and MIS id; who left comes after who is there.</summary>
    [Id(4)] public required ImmutableArray<GroupMember> Members { get; init; }

    /// <summary>First eight bytes of the SHA-256 of what the export says of the group and whose the accounts are: equal means no write.</summary>
    [Id(5)] public required ulong Fingerprint { get; init; }

    /// <summary>First day on which a whole export lacked the group; null when the last one had it.</summary>
    [Id(6)] public DateOnly? MissingSince { get; init; }
    [Id(7)] public required DateOnly Since { get; init; }

    /// <summary>Null while the group exists.</summary>
    [Id(8)] public DateOnly? Until { get; init; }

    /// <summary>The run that last wrote the group.</summary>
    [Id(9)] public required string RunId { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsYear)]
public sealed record GroupsYear
{
    /// <summary>The academic year, by the year in which it starts.</summary>
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public required int Pages { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsHeader)]
public sealed record GroupsHeader
{
    /// <summary>Grows with every change.</summary>
    [Id(0)] public required long Version { get; init; }

    /// <summary>Oldest first.</summary>
    [Id(1)] public required ImmutableArray<GroupsYear> Years { get; init; }

    public int PagesOf(int year) => Years.FirstOrDefault(one => one.Year == year)?.Pages ?? 0;
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsPage)]
public sealed record GroupsPage
{
    [Id(0)] public required ImmutableArray<SchoolGroup> Groups { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsChange)]
public sealed record GroupsChange
{
    [Id(0)] public required string OperationId { get; init; }
    [Id(1)] public required int Year { get; init; }

    /// <summary>Put by group id.</summary>
    [Id(2)] public required ImmutableArray<SchoolGroup> Puts { get; init; }

    /// <summary>Ids of groups to take away, which only undo does: a group that ends stays as history.</summary>
    [Id(3)] public ImmutableArray<string> Removals { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsQuery)]
public sealed record GroupsQuery
{
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public SchoolGroupKind? Kind { get; init; }

    /// <summary>Any part of name or subject; case does not matter.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>Only groups that this account is, or was, a member of.</summary>
    [Id(3)] public string? Username { get; init; }

    /// <summary>Groups that ended within the year too.</summary>
    [Id(4)] public bool Ended { get; init; }
    [Id(5)] public int Skip { get; init; }

    /// <summary>At most 500.</summary>
    [Id(6)] public int Take { get; init; } = 100;
}

[GenerateSerializer, Immutable, Alias(TypeAliases.GroupsMatches)]
public sealed record GroupsMatches
{
    [Id(0)] public required ImmutableArray<SchoolGroup> Groups { get; init; }
    [Id(1)] public required int Total { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.GroupAction)]
public enum GroupAction
{
    Add,

    /// <summary>Name, subject or members changed.</summary>
    Change,

    /// <summary>First seen missing: the grace begins.</summary>
    MarkMissing,

    /// <summary>Missing beyond the grace; stays as history.</summary>
    End,

    /// <summary>Undo of an add.</summary>
    Remove,
}

/// <summary>What a run does to one group.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GroupPlanItem)]
public sealed record GroupPlanItem
{
    [Id(0)] public required GroupAction Action { get; init; }
    [Id(1)] public required SchoolGroup Group { get; init; }

    /// <summary>The group when the plan was made; null when there was none. What undo needs.</summary>
    [Id(2)] public SchoolGroup? Before { get; init; }
}

/// <summary>How many groups a run did what with.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GroupCounts)]
public sealed record GroupCounts
{
    /// <summary>The academic year that the groups belong to, by the year in which it starts.</summary>
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public int Added { get; init; }
    [Id(2)] public int Changed { get; init; }
    [Id(3)] public int Unchanged { get; init; }

    /// <summary>Not in the export, within the grace.</summary>
    [Id(4)] public int Missing { get; init; }
    [Id(5)] public int Ended { get; init; }

    /// <summary>Wait with the part of the plan that the gate held.</summary>
    [Id(6)] public bool Held { get; init; }
}

using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// A school's classes and groups with their teachers and pupils, by academic year; a year that is over stays as it was.
/// Key: URN. Kept in pages, so that a change rewrites few groups. Only runs write here.
/// </summary>
[Alias(TypeAliases.GroupsGrain)]
public interface IGroupsGrain : IGrainWithStringKey
{
    [AlwaysInterleave]
    Task<GroupsHeader> GetHeaderAsync();

    /// <summary>Groups of one page of a year; empty past its end.</summary>
    [AlwaysInterleave]
    Task<GroupsPage> GetPageAsync(int year, int page);

    /// <summary>Null when the year has no such group.</summary>
    [AlwaysInterleave]
    Task<SchoolGroup?> GetGroupAsync(int year, string groupId);

    /// <summary>Groups that fit, by name.</summary>
    [AlwaysInterleave]
    Task<GroupsMatches> QueryAsync(GroupsQuery query);

    /// <summary>Puts and removes groups. The same operation again changes nothing. Errors: operation-id-reused.</summary>
    Task<Outcome<GroupsHeader>> ApplyAsync(GroupsChange change);
}

/// <summary>One page of a school's groups of a year. Key: <c>{urn}/{year}/{page}</c>. Called only by the school's groups.</summary>
[Alias(TypeAliases.GroupsPageGrain)]
public interface IGroupsPageGrain : IGrainWithStringKey
{
    Task<GroupsPage> GetAsync();

    /// <summary>Replaces the page. Idempotent.</summary>
    Task PutAsync(GroupsPage page);
}

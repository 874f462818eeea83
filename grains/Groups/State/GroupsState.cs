using System.Collections.Immutable;

namespace Uso.Grains.Groups;

[GenerateSerializer, Alias("uso.state.groups")]
internal sealed class GroupsState
{
    [Id(0)] public long Version { get; set; }

    /// <summary>Oldest first. A year's page count is raised before a new page is written, so that no written page is ever overlooked.</summary>
    [Id(1)] public ImmutableArray<GroupsYear> Years { get; set; } = [];
    [Id(2)] public OperationLog Operations { get; set; } = new();
}

[GenerateSerializer, Alias("uso.state.groups-page")]
internal sealed class GroupsPageState
{
    [Id(0)] public ImmutableArray<SchoolGroup> Groups { get; set; } = [];
}

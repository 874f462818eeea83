using System.Collections.Immutable;

namespace Uso.Grains.Rosters;

[GenerateSerializer, Alias("uso.state.roster")]
internal sealed class RosterState
{
    [Id(0)] public long Version { get; set; }

    /// <summary>How many pages there are. Raised before a new page is written, so that no written page is ever overlooked.</summary>
    [Id(1)] public int Pages { get; set; }
    [Id(2)] public OperationLog Operations { get; set; } = new();

    /// <summary>How many cases are open, so that nobody's pages are read to find that there are none. Null in old data: not counted yet.</summary>
    [Id(3)] public int? OpenCases { get; set; }

    /// <summary>Null in old data, until the next change: it is worked out when asked for.</summary>
    [Id(4)] public RosterDue? Due { get; set; }
}

[GenerateSerializer, Alias("uso.state.roster-page")]
internal sealed class RosterPageState
{
    [Id(0)] public ImmutableArray<RosterEntry> Entries { get; set; } = [];
}

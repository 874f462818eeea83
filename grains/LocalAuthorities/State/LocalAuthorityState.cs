using System.Collections.Immutable;

namespace Uso.Grains.LocalAuthorities;

[GenerateSerializer, Alias("uso.state.local-authority")]
internal sealed class LocalAuthorityState
{
    [Id(0)] public SortedSet<string> Schools { get; set; } = new(StringComparer.Ordinal);
    [Id(1)] public SortedSet<string> Consumers { get; set; } = new(StringComparer.Ordinal);
    [Id(2)] public DateTimeOffset? SnapshotsBuiltAt { get; set; }

    /// <summary>LA codes. Empty in old data: none was set.</summary>
    [Id(3)] public SortedSet<string> Neighbours { get; set; } = new(StringComparer.Ordinal);

    /// <summary>By URN of a school of this LA. Empty in old data: none was set.</summary>
    [Id(4)] public Dictionary<string, ImmutableArray<LocalSchools>> SchoolNeighbours { get; set; } = [];

    /// <summary>The directory of LAs knows this one. False in old data: told at the next night.</summary>
    [Id(5)] public bool Listed { get; set; }

    [Id(6)] public RolloverPlan? Rollover { get; set; }

    /// <summary>Null: the defaults.</summary>
    [Id(7)] public AccountPolicyChoice? Policy { get; set; }

    /// <summary>The last day whose audit no longer says why; null: none yet.</summary>
    [Id(8)] public DateOnly? AuditForgottenTo { get; set; }
}

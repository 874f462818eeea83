using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

[GenerateSerializer, Alias("uso.state.run")]
internal sealed class SyncRunState
{
    [Id(0)] public RunOrder? Order { get; set; }
    [Id(1)] public RunPhase Phase { get; set; }

    /// <summary>Address of the bytes that are read: the upload, or what was pulled.</summary>
    [Id(2)] public string? InputSha256 { get; set; }

    /// <summary>Address of the plan, once it exists.</summary>
    [Id(3)] public string? PlanSha256 { get; set; }
    [Id(4)] public DateTimeOffset PlannedAt { get; set; }
    [Id(5)] public int Planned { get; set; }

    /// <summary>Plan items whose effects are known to be durable, counted from the start of the plan; the rest is applied again after a kill, with the same result.</summary>
    [Id(6)] public int Applied { get; set; }
    [Id(7)] public RunCounts Pupils { get; set; } = new();
    [Id(8)] public RunCounts Staff { get; set; } = new();
    [Id(9)] public ImmutableArray<ReportResult> Reports { get; set; } = [];
    [Id(10)] public ImmutableArray<GateHold> Holds { get; set; } = [];

    /// <summary>Address of the rejected rows.</summary>
    [Id(11)] public string? RejectedSha256 { get; set; }
    [Id(12)] public Problem? Problem { get; set; }

    /// <summary>Attempts that failed since the run last got on.</summary>
    [Id(13)] public int Attempts { get; set; }
    [Id(14)] public DateTimeOffset? RestedAt { get; set; }
    [Id(15)] public string? DecidedBy { get; set; }
    [Id(16)] public string? ReplacedByRun { get; set; }
    [Id(17)] public string? RulesVersion { get; set; }

    /// <summary>Failed: the phase to resume in. Null in old data: such a run cannot be resumed.</summary>
    [Id(18)] public RunPhase? FailedIn { get; set; }

    /// <summary>Address of what the run does to groups; null when nothing, as in old data.</summary>
    [Id(19)] public string? GroupsSha256 { get; set; }
    [Id(20)] public bool GroupsApplied { get; set; }

    /// <summary>Null: the export had no groups, or the run is not about an export.</summary>
    [Id(21)] public GroupCounts? Groups { get; set; }

    /// <summary>Null in old data, and while nobody decided.</summary>
    [Id(22)] public DateTimeOffset? DecidedAt { get; set; }

    /// <summary>Undo: plan items that only say what is left as it is. 0 in old data, whose plans have none.</summary>
    [Id(23)] public int Left { get; set; }

    /// <summary>Null: not a sync, or old data.</summary>
    [Id(24)] public Changeover? Changeover { get; set; }
    [Id(25)] public BulkOutcome? Bulk { get; set; }

    /// <summary>Version of the roster that the plan was made from. 0 in old data, which no run then checks.</summary>
    [Id(26)] public long RosterVersion { get; set; }
    [Id(27)] public string? PromotedBy { get; set; }

    /// <summary>Empty in old data, which did not ask.</summary>
    [Id(28)] public ImmutableArray<UpnClash> UpnClashes { get; set; } = [];

    /// <summary>A fault stopped it, for however long, and it went on: what others changed meanwhile stays. False in old data.</summary>
    [Id(29)] public bool Resumed { get; set; }

    /// <summary>Encrypted secrets that the MIS renewed, until the school has stored them. Null otherwise, and in old data.</summary>
    [Id(30)] public RenewedSecrets? Renewed { get; set; }

    /// <summary>When the addresses above, and what its order said of people, were given up.</summary>
    [Id(31)] public DateTimeOffset? ForgottenAt { get; set; }

    /// <summary>Plan items whose new accounts were reserved, counted as <see cref="Applied"/> is; 0 in old data.</summary>
    [Id(32)] public int Reserved { get; set; }

    /// <summary>New accounts of the plan that became cases instead.</summary>
    [Id(33)] public ImmutableArray<TurnedCreate> Turned { get; set; } = [];
}

[GenerateSerializer, Immutable, Alias("uso.state.turned-create")]
internal sealed record TurnedCreate
{
    /// <summary>Of the plan item.</summary>
    [Id(0)] public required int Number { get; init; }
    [Id(1)] public required ImmutableArray<CaseCandidate> Candidates { get; init; }
}

using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>One held part of a plan.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GateHold)]
public sealed record GateHold
{
    [Id(0)] public required AccountKind Kind { get; init; }
    [Id(1)] public required PlanAction Action { get; init; }

    /// <summary>How many the plan has.</summary>
    [Id(2)] public required int Count { get; init; }

    /// <summary>How many would have passed.</summary>
    [Id(3)] public required int Limit { get; init; }

    /// <summary>How many people of the kind the school has.</summary>
    [Id(4)] public required int Population { get; init; }

    /// <summary>The limit that held it; null in old data.</summary>
    [Id(5)] public GateLimit? Rule { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.PlanAction)]
public enum PlanAction
{
    Create,
    Link,
    Move,
    Update,
    Restore,
    Review,
    Exclude,

    /// <summary>First seen missing: the grace begins.</summary>
    MarkMissing,
    Unallocate,

    /// <summary>Take an exclusion or case off the roster.</summary>
    Forget,

    /// <summary>Undo of a create: the account goes to the unallocated pool, its username stays taken.</summary>
    Revert,

    /// <summary>Undo: somebody or something changed this since, or it cannot be taken back. Listed with the reason and left as it is.</summary>
    Left,

    /// <summary>The export has a pupil whose account is with another school and stays there: shown here as elsewhere, there as also claimed by this school.</summary>
    NoteElsewhere,

    /// <summary>Two accounts become one.</summary>
    Merge,

    /// <summary>Undo of a merger: two accounts again.</summary>
    Split,

    /// <summary>The entry goes on under a roster id of its own, since the MIS gave its id to somebody else. Nothing about the account changes.</summary>
    Rekey,

    /// <summary>Beyond the retention: the school gives the account up; with the last school the identity is erased, and the username never given again.</summary>
    Purge,
}

/// <summary>One step of a plan. Immutable; what it does when applied twice is the same as once.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.PlanItem)]
public sealed record PlanItem
{
    [Id(0)] public required int Number { get; init; }
    [Id(1)] public required PlanAction Action { get; init; }

    /// <summary>The roster entry as it will be after this step. Its username is the proposed one for a create, which may meet a taken name and take the next.</summary>
    [Id(2)] public required RosterEntry Entry { get; init; }

    /// <summary>The entry as it was when the plan was made; null when there was none. What undo needs.</summary>
    [Id(3)] public RosterEntry? Before { get; init; }

    /// <summary>Stable code of the rule that decided.</summary>
    [Id(4)] public required string Reason { get; init; }

    /// <summary>Move: the school that had the account, and its roster's key of the person there.</summary>
    [Id(5)] public string? FromUrn { get; init; }

    /// <summary>Where the row stood: file and 1-based row; null for people whom the export lacks.</summary>
    [Id(6)] public string? SourceFile { get; init; }
    [Id(7)] public int? SourceRow { get; init; }

    /// <summary>The gate held this step.</summary>
    [Id(8)] public bool Held { get; init; }

    /// <summary>Merge, Split: what becomes of the two accounts.</summary>
    [Id(9)] public MergerPlan? Merger { get; init; }
}

/// <summary>What a merger, or its undoing, does: known before anything is written, so that doing it again does the same.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MergerPlan)]
public sealed record MergerPlan
{
    [Id(0)] public required string Kept { get; init; }
    [Id(1)] public required string Retired { get; init; }

    /// <summary>URNs of the schools whose rosters know either account.</summary>
    [Id(2)] public required ImmutableArray<string> Schools { get; init; }

    /// <summary>Merge: the schools that the kept account joins. Split: those that the retired one has again, and had.</summary>
    [Id(3)] public required ImmutableArray<Membership> Memberships { get; init; }

    /// <summary>Split: the schools that the kept account leaves.</summary>
    [Id(4)] public ImmutableArray<string> Left { get; init; } = [];

    /// <summary>Split: what the schools call each of the two now; null leaves the account as it was.</summary>
    [Id(5)] public PersonIdentity? KeptIdentity { get; init; }
    [Id(6)] public PersonIdentity? RetiredIdentity { get; init; }

    /// <summary>Permanent UPNs that go to the kept account, or back.</summary>
    [Id(7)] public ImmutableArray<string> Upns { get; init; } = [];

    /// <summary>Split: the run that merged, <c>{urn}/{runId}</c>.</summary>
    [Id(8)] public string? MergedBy { get; init; }

    /// <summary>Split: entries that were changed since the merger and stay as they are, as <c>{urn} {kind} {misId}: {status}</c>.</summary>
    [Id(9)] public ImmutableArray<string> Stays { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RejectedRowDetail)]
public sealed record RejectedRowDetail
{
    [Id(0)] public required string Report { get; init; }
    [Id(1)] public required string File { get; init; }
    [Id(2)] public required int Row { get; init; }
    [Id(3)] public required string Field { get; init; }
    [Id(4)] public required string Rule { get; init; }
    [Id(5)] public required string ValueClass { get; init; }
    [Id(6)] public string? MisId { get; init; }
}

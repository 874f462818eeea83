namespace Uso.GrainInterfaces;

/// <summary>
/// A school's way into its next academic year. From the pause to the cut-over nobody is removed or moved, and years, registration groups and classes stay as
/// they are, whatever the exports say; at the cut-over the newest export is taken over in one run.
/// </summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RolloverPlan)]
public sealed record RolloverPlan
{
    /// <summary>The academic year that begins, by the year in which it starts.</summary>
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public required DateTimeOffset PauseFrom { get; init; }
    [Id(2)] public required DateTimeOffset CutOverAt { get; init; }

    /// <summary>Who planned it, and when.</summary>
    [Id(3)] public required string By { get; init; }
    [Id(4)] public required DateTimeOffset At { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.PutRollover)]
public sealed record PutRollover
{
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public required DateTimeOffset PauseFrom { get; init; }

    /// <summary>At most 120 days after the pause began.</summary>
    [Id(2)] public required DateTimeOffset CutOverAt { get; init; }
}

/// <summary>A named person has seen what the cut-over would do: what they saw is not held again.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RolloverApproval)]
public sealed record RolloverApproval
{
    [Id(0)] public required int Year { get; init; }

    /// <summary>The dry run that they looked at.</summary>
    [Id(1)] public required string RunId { get; init; }
    [Id(2)] public required string By { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.RolloverPhase)]
public enum RolloverPhase
{
    /// <summary>No rollover is planned.</summary>
    None,
    Planned,
    Paused,

    /// <summary>The time has come and the run has not ended yet.</summary>
    CuttingOver,
    Done,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RolloverDetails)]
public sealed record RolloverDetails
{
    [Id(0)] public required RolloverPhase Phase { get; init; }

    /// <summary>The plan in force: the school's own, else its LA's.</summary>
    [Id(1)] public RolloverPlan? Plan { get; init; }
    [Id(2)] public bool FromLocalAuthority { get; init; }
    [Id(3)] public RolloverApproval? Approval { get; init; }

    /// <summary>The run that last cut over.</summary>
    [Id(4)] public string? CutOverRun { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.RolloverMode)]
public enum RolloverMode
{
    /// <summary>The changes of the new year wait.</summary>
    Pause,

    /// <summary>A dry run shows what the cut-over would do.</summary>
    Preview,
    CutOver,
}

/// <summary>What a run is told of the school's rollover.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RolloverOrder)]
public sealed record RolloverOrder
{
    [Id(0)] public required int Year { get; init; }
    [Id(1)] public required RolloverMode Mode { get; init; }

    /// <summary>The dry run that a named person approved.</summary>
    [Id(2)] public string? ApprovedRun { get; init; }
}

/// <summary>What a run means for the school's pupils and staff as a whole: what a preview of the new year shows.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.Changeover)]
public sealed record Changeover
{
    /// <summary>Pupils new to the school.</summary>
    [Id(0)] public int Intake { get; init; }

    /// <summary>Of them, from another school.</summary>
    [Id(1)] public int IntakeFromSchools { get; init; }
    [Id(2)] public int Leavers { get; init; }
    [Id(3)] public int YearChanges { get; init; }
    [Id(4)] public int RegistrationChanges { get; init; }
    [Id(5)] public int StaffJoiners { get; init; }
    [Id(6)] public int StaffLeavers { get; init; }
}

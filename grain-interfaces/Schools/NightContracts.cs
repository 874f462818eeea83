using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

/// <summary>Where a school stands in the night's queue.</summary>
[GenerateSerializer, Alias(TypeAliases.NightState)]
public enum NightState
{
    /// <summary>Nothing runs by itself: the schedule is off, or the MIS is not set up.</summary>
    Off,

    /// <summary>There is nothing to process.</summary>
    Waiting,

    /// <summary>An upload waits, or the MIS is to be pulled.</summary>
    Due,
    Running,

    /// <summary>The risky part waits for a named person.</summary>
    Held,

    /// <summary>The last run failed, or its export was refused.</summary>
    Failed,

    /// <summary>Processed tonight.</summary>
    Done,
}

/// <summary>A school in the night's queue, with the reason.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SchoolNight)]
public sealed record SchoolNight
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required NightState State { get; init; }

    /// <summary>Stable code: upload-waits, pull-due, no-export, weekend, schedule-off, run-stopped, or that of what failed.</summary>
    [Id(3)] public required string Reason { get; init; }

    /// <summary>The run that the state is about.</summary>
    [Id(4)] public string? RunId { get; init; }

    /// <summary>Since when it is so; for a school that is due, when it is due.</summary>
    [Id(5)] public DateTimeOffset? Since { get; init; }

    /// <summary>When a usable export last came, pushed or pulled; when the reports were accepted, while none has.</summary>
    [Id(6)] public DateTimeOffset? LastExportAt { get; init; }

    /// <summary>The last runs that read an export, newest first.</summary>
    [Id(7)] public required ImmutableArray<SyncSummary> Recent { get; init; }

    /// <summary>When the MIS credential ends, where somebody said so.</summary>
    [Id(8)] public DateOnly? CredentialExpiresOn { get; init; }

    /// <summary>A run that a fault stopped half-way; null when there is none.</summary>
    [Id(9)] public StoppedRun? Stopped { get; init; }

    /// <summary>When the night's run is due; null when nothing runs by itself.</summary>
    [Id(10)] public SyncSchedule? Window { get; init; }
}

/// <summary>What is remembered of a run that read an export.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SyncSummary)]
public sealed record SyncSummary
{
    [Id(0)] public required string RunId { get; init; }
    [Id(1)] public required RunPhase Phase { get; init; }
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }
    [Id(3)] public DateTimeOffset? RestedAt { get; init; }

    /// <summary>Stable code of why it was refused or failed.</summary>
    [Id(4)] public string? Problem { get; init; }
    [Id(5)] public required int PupilRows { get; init; }
    [Id(6)] public required int StaffRows { get; init; }

    /// <summary>How many changes the gate held.</summary>
    [Id(7)] public required int Held { get; init; }
}

/// <summary>A run that a fault stopped while it was applying. It goes on by itself, and nothing else changes the school's accounts before it ends.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.StoppedRun)]
public sealed record StoppedRun
{
    [Id(0)] public required string RunId { get; init; }

    /// <summary>When it first stopped.</summary>
    [Id(1)] public required DateTimeOffset Since { get; init; }

    /// <summary>Steps of its plan, in all and applied.</summary>
    [Id(2)] public required int Planned { get; init; }
    [Id(3)] public required int Applied { get; init; }

    /// <summary>When it goes on by itself, unless somebody asks for a run before.</summary>
    [Id(4)] public required DateTimeOffset ResumeAt { get; init; }
}

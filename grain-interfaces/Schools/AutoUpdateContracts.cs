using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.StepState)]
public enum StepState
{
    Pending,
    Done,
    Failed,
}

/// <summary>A step of the set-up of a school's MIS.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SetUpStep)]
public sealed record SetUpStep
{
    [Id(0)] public required string Code { get; init; }

    /// <summary>Who does it: school, headTeacher, serviceDesk, misSupplier, us.</summary>
    [Id(1)] public required string By { get; init; }
    [Id(2)] public required StepState State { get; init; }

    /// <summary>What to do now, in words; null when it is done.</summary>
    [Id(3)] public string? Next { get; init; }

    /// <summary>Only a person's word shows that it is done (<c>PUT …/mis/steps/{step}</c>); all others are looked at.</summary>
    [Id(4)] public bool Confirmable { get; init; }

    /// <summary>Who gave that word, and when.</summary>
    [Id(5)] public StepConfirmation? Confirmed { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.StepConfirmation)]
public sealed record StepConfirmation
{
    [Id(0)] public required string By { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.ReportState)]
public enum ReportState
{
    NotAvailable,
    Available,
    Accepted,
}

/// <summary>How a report stands at a school.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ReportStatus)]
public sealed record ReportStatus
{
    [Id(0)] public required string Report { get; init; }
    [Id(1)] public required ReportState State { get; init; }

    /// <summary>Why it is greyed out, or what to know about it; null when there is nothing to say.</summary>
    [Id(2)] public string? Why { get; init; }

    /// <summary>It is there because the service desk switched it on for this school, or could be.</summary>
    [Id(3)] public bool Improvement { get; init; }

    /// <summary>Code of the service that the school needs for it; null: none.</summary>
    [Id(4)] public string? Needs { get; init; }
}

/// <summary>A service of the MIS that some reports need.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisServiceStatus)]
public sealed record MisServiceStatus
{
    [Id(0)] public required string Code { get; init; }
    [Id(1)] public required string DisplayName { get; init; }
    [Id(2)] public required bool Has { get; init; }
}

/// <summary>Whether the school may have its data read now.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ForceRunStatus)]
public sealed record ForceRunStatus
{
    /// <summary>A school may press "Force run" with this MIS.</summary>
    [Id(0)] public required bool Allowed { get; init; }

    /// <summary>It may be pressed at this moment.</summary>
    [Id(1)] public required bool Now { get; init; }

    /// <summary>When it may be pressed next; null when now, or never.</summary>
    [Id(2)] public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Where the school starts it instead, for example "from the agent".</summary>
    [Id(3)] public string? Elsewhere { get; init; }
    [Id(4)] public int? AboutMinutes { get; init; }
}

/// <summary>The last thing that went wrong and still stands.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisTrouble)]
public sealed record MisTrouble
{
    /// <summary>Stable code.</summary>
    [Id(0)] public required string Code { get; init; }

    /// <summary>What is wrong, and what to do about it.</summary>
    [Id(1)] public required string Words { get; init; }
    [Id(2)] public required string Do { get; init; }

    /// <summary>Who does it, as in <see cref="SetUpStep.By"/>.</summary>
    [Id(3)] public required string By { get; init; }
    [Id(4)] public required DateTimeOffset At { get; init; }

    /// <summary>Where it was seen: run, upload, approval.</summary>
    [Id(5)] public required string Where { get; init; }

    /// <summary>Id of that run or upload; null for an approval.</summary>
    [Id(6)] public string? Id { get; init; }
}

/// <summary>One thing that a connection check looked at.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ConnectionFinding)]
public sealed record ConnectionFinding
{
    [Id(0)] public required string Code { get; init; }
    [Id(1)] public required string Words { get; init; }
    [Id(2)] public required bool Ok { get; init; }

    /// <summary>The report that it is about, when it is about one.</summary>
    [Id(3)] public string? Report { get; init; }
}

/// <summary>The last connection check.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.CheckedConnection)]
public sealed record CheckedConnection
{
    [Id(0)] public required DateTimeOffset At { get; init; }
    [Id(1)] public required string By { get; init; }
    [Id(2)] public required bool Ok { get; init; }
    [Id(3)] public required ImmutableArray<ConnectionFinding> Findings { get; init; }
}

/// <summary>A school's AutoUpdate settings screen, in one read. No secret is ever in it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.AutoUpdateSettings)]
public sealed record AutoUpdateSettings
{
    /// <summary>Null: no MIS chosen. What there is to choose from: <c>GET /api/mis</c>.</summary>
    [Id(0)] public MisConfiguration? Mis { get; init; }

    /// <summary>Runs happen on their own.</summary>
    [Id(1)] public required bool Enabled { get; init; }

    /// <summary>When data comes by itself, in words.</summary>
    [Id(2)] public string? Schedule { get; init; }

    /// <summary>In the order in which they are done.</summary>
    [Id(3)] public ImmutableArray<SetUpStep> Steps { get; init; } = [];

    /// <summary>Code of the first step that is not done; null: the set-up is complete.</summary>
    [Id(4)] public string? NextStep { get; init; }
    [Id(5)] public ImmutableArray<ReportStatus> Reports { get; init; } = [];

    /// <summary>Nobody but the head teacher accepts reports with this MIS.</summary>
    [Id(6)] public bool HeadOnly { get; init; }
    [Id(7)] public ImmutableArray<MisServiceStatus> Services { get; init; } = [];
    [Id(8)] public ForceRunStatus? ForceRun { get; init; }
    [Id(9)] public MisTrouble? LastError { get; init; }
    [Id(10)] public CheckedConnection? LastCheck { get; init; }

    /// <summary>Until when an approval link that was given out is good; null: none is.</summary>
    [Id(11)] public DateTimeOffset? ApprovalOpenUntil { get; init; }
    [Id(12)] public StepConfirmation? Approved { get; init; }

    /// <summary>Newest first, up to 20.</summary>
    [Id(13)] public ImmutableArray<UploadRecord> Uploads { get; init; } = [];

    /// <summary>The last syncs, newest first, up to 20.</summary>
    [Id(14)] public ImmutableArray<SyncSummary> Syncs { get; init; } = [];

    /// <summary>Since when the accounts without MIS want looking through, as the MIS was changed.</summary>
    [Id(15)] public DateTimeOffset? NonMisReviewSince { get; init; }

    /// <summary>What to know about this MIS, in sentences.</summary>
    [Id(16)] public ImmutableArray<string> Notes { get; init; } = [];
}

/// <summary>What the service desk notes of a school's MIS.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SetMisOptions)]
public sealed record SetMisOptions
{
    /// <summary>Codes of the MIS's services that the school has, for example <c>autotext</c>.</summary>
    [Id(0)] public required ImmutableArray<string> Services { get; init; }

    /// <summary>Reports that are offered as improvements and switched on for this school.</summary>
    [Id(1)] public required ImmutableArray<string> Improvements { get; init; }
}

/// <summary>Where a person approves the connection.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ApprovalLink)]
public sealed record ApprovalLink
{
    /// <summary>Good once, by whoever holds it.</summary>
    [Id(0)] public required string Url { get; init; }
    [Id(1)] public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>An approval that came back.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ApprovalReturn)]
public sealed record ApprovalReturn
{
    [Id(0)] public required string Mis { get; init; }

    /// <summary>The secret part of the link's state.</summary>
    [Id(1)] public required string Secret { get; init; }

    /// <summary>The MIS's code; null when nobody approved.</summary>
    [Id(2)] public string? Code { get; init; }
}

/// <summary>What a run needs to reach the school's MIS: the newest there is, since credentials may be renewed between the order and the pull.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisConnection)]
public sealed record MisConnection
{
    [Id(0)] public required string Mis { get; init; }
    [Id(1)] public required ImmutableDictionary<string, string> Settings { get; init; }

    /// <summary>Encrypted.</summary>
    [Id(2)] public required ImmutableDictionary<string, string> ProtectedSecrets { get; init; }

    /// <summary>Changes whenever a person gives other credentials: what a run renewed before that is not stored over them.</summary>
    [Id(3)] public required int Version { get; init; }

    /// <summary>The newest capture whose every report was complete, for a MIS that can say that nothing has changed since; null: none. It may be of another MIS.</summary>
    [Id(4)] public string? CaptureSha256 { get; init; }
}

/// <summary>Secrets that a MIS renewed while a run read it, encrypted.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RenewedSecrets)]
public sealed record RenewedSecrets
{
    [Id(0)] public required string Mis { get; init; }
    [Id(1)] public required int Version { get; init; }
    [Id(2)] public required ImmutableDictionary<string, string> Protected { get; init; }
}

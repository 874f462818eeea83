using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.SchoolPhase)]
public enum SchoolPhase
{
    Nursery,
    Primary,
    Secondary,
    AllThrough,
    Special,
    PupilReferralUnit,
    SixteenPlus,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.PutSchool)]
public sealed record PutSchool
{
    /// <summary>1 to 200 characters.</summary>
    [Id(0)] public required string Name { get; init; }
    [Id(1)] public required string LaCode { get; init; }

    /// <summary>DfE establishment number, four digits.</summary>
    [Id(2)] public required string EstablishmentNumber { get; init; }
    [Id(3)] public required SchoolPhase Phase { get; init; }

    /// <summary>In the words of the national register; null leaves it as it is, as do the days.</summary>
    [Id(4)] public string? Status { get; init; }
    [Id(5)] public DateOnly? OpenedOn { get; init; }
    [Id(6)] public DateOnly? ClosedOn { get; init; }
}

/// <summary>Another school that this one came from or went into, as the national register has it. Shown; nothing is done by it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SchoolLink)]
public sealed record SchoolLink
{
    /// <summary>The other school, which need not be known here.</summary>
    [Id(0)] public required string Urn { get; init; }

    /// <summary>In the register's words, for example "Successor" or "Predecessor - merged".</summary>
    [Id(1)] public required string Type { get; init; }
    [Id(2)] public DateOnly? Since { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.SchoolDetails)]
public sealed record SchoolDetails
{
    [Id(0)] public required string Urn { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public required string LaCode { get; init; }
    [Id(3)] public required string EstablishmentNumber { get; init; }
    [Id(4)] public required SchoolPhase Phase { get; init; }

    /// <summary>In the words of the national register: "Open", <see cref="Closed"/>, "Open, but proposed to close", "Proposed to open"; null: not known.</summary>
    [Id(5)] public string? Status { get; init; }
    [Id(6)] public DateOnly? OpenedOn { get; init; }
    [Id(7)] public DateOnly? ClosedOn { get; init; }

    /// <summary>Predecessors and successors; empty in old data.</summary>
    [Id(8)] public ImmutableArray<SchoolLink> Links { get; init; } = [];

    public const string Closed = "Closed";

    /// <summary>Equal in everything, the links one by one.</summary>
    public bool IsSameAs(SchoolDetails? other) => other is not null && Links.SequenceEqual(other.Links) && this with { Links = [] } == other with { Links = [] };

    /// <summary>LA code and establishment number, <c>899/4001</c>.</summary>
    public string DfeNumber() => $"{LaCode}/{EstablishmentNumber}";
}

[GenerateSerializer, Immutable, Alias(TypeAliases.ConfigureMis)]
public sealed record ConfigureMis
{
    /// <summary>MIS code, for example <c>sims</c>.</summary>
    [Id(0)] public required string Mis { get; init; }

    /// <summary>Setting name → value, secrets in clear: they are encrypted before they are stored and never come back.</summary>
    [Id(1)] public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>When the MIS credential ends, where that is known: the LA is told beforehand.</summary>
    [Id(2)] public DateOnly? CredentialExpiresOn { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.AcceptReports)]
public sealed record AcceptReports
{
    /// <summary>Report names: Staff, Students, Contacts, GroupsAndClasses, Attendance, FutureStaff, FutureStudents.</summary>
    [Id(0)] public required ImmutableArray<string> Reports { get; init; }

    /// <summary>Opted-out fields as <c>Report.Field</c>.</summary>
    [Id(1)] public ImmutableArray<string> OptOuts { get; init; } = [];
}

/// <summary>What a school's settings screen shows of its MIS. No secret is ever in it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisConfiguration)]
public sealed record MisConfiguration
{
    [Id(0)] public required string Mis { get; init; }
    [Id(1)] public required ImmutableDictionary<string, string> Settings { get; init; }

    /// <summary>Names of the secrets that are set.</summary>
    [Id(2)] public required ImmutableArray<string> SecretsSet { get; init; }
    [Id(3)] public required ImmutableArray<string> AcceptedReports { get; init; }
    [Id(4)] public required ImmutableArray<string> OptOuts { get; init; }

    /// <summary>Fields of the accepted reports with their state after the last run.</summary>
    [Id(5)] public required ImmutableArray<FieldStatus> Fields { get; init; }
    [Id(6)] public required bool HasLicenceKey { get; init; }
    [Id(7)] public required SyncSchedule Schedule { get; init; }

    /// <summary>When the next run is due, UTC.</summary>
    [Id(8)] public DateTimeOffset? NextRunDue { get; init; }

    /// <summary>The MIS was changed, and no export of the new one has been promoted yet: runs are previews until then. Null otherwise.</summary>
    [Id(9)] public MisChange? Change { get; init; }

    /// <summary>When the MIS credential ends, where that is known.</summary>
    [Id(10)] public DateOnly? CredentialExpiresOn { get; init; }

    /// <summary>Services of the MIS that the school has, and improvements that are switched on for it.</summary>
    [Id(11)] public ImmutableArray<string> Services { get; init; } = [];
    [Id(12)] public ImmutableArray<string> Improvements { get; init; } = [];
}

/// <summary>A change of MIS under way.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.MisChange)]
public sealed record MisChange
{
    /// <summary>Codes of the MIS whose ids the roster has, and of the new one. The same: the school's first, whose data is tested before it counts.</summary>
    [Id(0)] public required string From { get; init; }
    [Id(1)] public required string To { get; init; }
    [Id(2)] public required string By { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }

    /// <summary>The newest dry run, which a person may promote; once promoted, the run that applied it. Null before the first one.</summary>
    [Id(4)] public string? Run { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.FieldState)]
public enum FieldState
{
    NotUploaded,
    Uploaded,
    OptedOut,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.FieldStatus)]
public sealed record FieldStatus
{
    [Id(0)] public required string Report { get; init; }
    [Id(1)] public required string SubReport { get; init; }
    [Id(2)] public required string Field { get; init; }
    [Id(3)] public required bool Mandatory { get; init; }
    [Id(4)] public required FieldState State { get; init; }
}

/// <summary>When runs happen on their own.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SyncSchedule)]
public sealed record SyncSchedule
{
    /// <summary>Off: runs happen only when asked for.</summary>
    [Id(0)] public required bool Enabled { get; init; }

    /// <summary>Start of the overnight window, local time in England; schools are spread over the window by their URN.</summary>
    [Id(1)] public required TimeOnly WindowStart { get; init; }

    /// <summary>End of the window, on the next day when earlier than the start.</summary>
    [Id(2)] public required TimeOnly WindowEnd { get; init; }

    /// <summary>19:00 to 05:00, enabled.</summary>
    public static readonly SyncSchedule Default = new() { Enabled = true, WindowStart = new TimeOnly(19, 0), WindowEnd = new TimeOnly(5, 0) };
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RecordUpload)]
public sealed record RecordUpload
{
    /// <summary>Lower-case hex of the SHA-256 of the raw bytes: their address in the blob store.</summary>
    [Id(0)] public required string Sha256 { get; init; }
    [Id(1)] public required long Bytes { get; init; }

    /// <summary>The sender's file name; decides the report of a single-file upload, never a path.</summary>
    [Id(2)] public string? FileName { get; init; }

    /// <summary>Set when inspection refused the upload: it is kept in the history as refused.</summary>
    [Id(3)] public Problem? Refused { get; init; }

    /// <summary>When the export was made, as its sender or its format says; null when neither does.</summary>
    [Id(4)] public DateTimeOffset? ExportedAt { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.UploadReceipt)]
public sealed record UploadReceipt
{
    [Id(0)] public required string UploadId { get; init; }
    [Id(1)] public required string Sha256 { get; init; }

    /// <summary>These bytes were here already.</summary>
    [Id(2)] public required bool Duplicate { get; init; }
}

/// <summary>What a MIS that pushes shows beside the school's licence key.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.SupplierCredentials)]
public sealed record SupplierCredentials
{
    /// <summary>For <c>X-Supplier-Id</c>.</summary>
    [Id(0)] public required string SupplierId { get; init; }

    /// <summary>For <c>X-Supplier-Password</c>. It cannot be shown again.</summary>
    [Id(1)] public required string SupplierPassword { get; init; }
}

[GenerateSerializer, Alias(TypeAliases.UploadState)]
public enum UploadState
{
    Received,
    Processed,
    Refused,

    /// <summary>A newer upload was processed instead.</summary>
    Superseded,
}

[GenerateSerializer, Immutable, Alias(TypeAliases.UploadRecord)]
public sealed record UploadRecord
{
    [Id(0)] public required string UploadId { get; init; }
    [Id(1)] public required string Sha256 { get; init; }
    [Id(2)] public required long Bytes { get; init; }
    [Id(3)] public string? FileName { get; init; }
    [Id(4)] public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Token id or "licence-key".</summary>
    [Id(5)] public required string ReceivedFrom { get; init; }
    [Id(6)] public required UploadState State { get; init; }
    [Id(7)] public Problem? Refused { get; init; }

    /// <summary>The run that processed or refused it.</summary>
    [Id(8)] public string? RunId { get; init; }

    /// <summary>How many times the same bytes arrived again.</summary>
    [Id(9)] public int Repeats { get; init; }

    /// <summary>When the export was made; null when nobody said, or the clock that said it is wrong.</summary>
    [Id(10)] public DateTimeOffset? ExportedAt { get; init; }

    /// <summary>When the bytes were forgotten: it cannot be processed again.</summary>
    [Id(11)] public DateTimeOffset? ForgottenAt { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.DataRelease)]
public sealed record DataRelease
{
    [Id(0)] public required string Consumer { get; init; }
    [Id(1)] public required bool Released { get; init; }
    [Id(2)] public required string By { get; init; }
    [Id(3)] public required DateTimeOffset At { get; init; }
}

/// <summary>What a snapshot may know of a school.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.PublishedSchool)]
public sealed record PublishedSchool
{
    [Id(0)] public required bool Released { get; init; }

    /// <summary>Null when the school was never set up; it is then not released either.</summary>
    [Id(1)] public SchoolDetails? Details { get; init; }

    /// <summary>The school's own lead of future starters; null: the LA's.</summary>
    [Id(2)] public int? FutureLeadDays { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RunReference)]
public sealed record RunReference
{
    [Id(0)] public required string RunId { get; init; }
    [Id(1)] public required RunKind Kind { get; init; }
    [Id(2)] public required DateTimeOffset StartedAt { get; init; }
    [Id(3)] public required string OperationId { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RunStarted)]
public sealed record RunStarted
{
    [Id(0)] public required string RunId { get; init; }

    /// <summary>The operation id was seen before: this is the run it started then.</summary>
    [Id(1)] public required bool Repeated { get; init; }
}

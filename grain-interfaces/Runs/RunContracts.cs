using System.Collections.Immutable;

namespace Uso.GrainInterfaces;

[GenerateSerializer, Alias(TypeAliases.RunKind)]
public enum RunKind
{
    /// <summary>An export is compared with what is known.</summary>
    Sync,

    /// <summary>Changes that a person asked for: a decided case, an exclusion, a restored or requested account.</summary>
    ByHand,

    /// <summary>Another run is reverted.</summary>
    Undo,

    /// <summary>What time alone asks for: starts, ends, purge.</summary>
    Upkeep,
}

[GenerateSerializer, Alias(TypeAliases.RunPhase)]
public enum RunPhase
{
    /// <summary>Fetching from the MIS's API.</summary>
    Pulling,

    /// <summary>Reading, matching, planning. Nothing has changed yet.</summary>
    Planning,

    /// <summary>Writing accounts, from an immutable plan.</summary>
    Applying,

    /// <summary>At rest: the safe part is applied, the risky part waits for a named person.</summary>
    Held,

    /// <summary>Writing the approved part.</summary>
    ApplyingHeld,

    /// <summary>At rest: everything planned is applied.</summary>
    Complete,

    /// <summary>At rest: a dry run shows its plan.</summary>
    DryRun,

    /// <summary>At rest: the export was refused whole.</summary>
    Refused,

    /// <summary>At rest: a fault stopped it again and again; nothing is lost and it can be driven on.</summary>
    Failed,

    /// <summary>At rest: the held part was dropped.</summary>
    Discarded,
}

/// <summary>What a caller asks a school to run.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.StartRun)]
public sealed record StartRun
{
    /// <summary>The caller's id of this request, up to 100 characters; the same id again starts nothing new.</summary>
    [Id(0)] public required string OperationId { get; init; }
    [Id(1)] public bool DryRun { get; init; }

    /// <summary>Process this upload instead of the newest.</summary>
    [Id(2)] public string? UploadId { get; init; }

    /// <summary>Changes by hand; empty for a sync.</summary>
    [Id(3)] public ImmutableArray<HandAction> Actions { get; init; } = [];

    /// <summary>Lifts the gate for this run alone.</summary>
    [Id(4)] public GateOverride? Override { get; init; }

    /// <summary>One decision about many cases, instead of <see cref="Actions"/>.</summary>
    [Id(5)] public BulkDecision? Bulk { get; init; }
}

/// <summary>Lifts the gate for one run. There is no off switch.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.GateOverride)]
public sealed record GateOverride
{
    [Id(0)] public required string By { get; init; }

    /// <summary>Why, 10 to 500 characters.</summary>
    [Id(1)] public required string Reason { get; init; }

    /// <summary>After this it no longer counts.</summary>
    [Id(2)] public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>What a school orders from a run: everything it needs, so that a run never reads a setting that changed under it.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RunOrder)]
public sealed record RunOrder
{
    [Id(0)] public required string OperationId { get; init; }
    [Id(1)] public required RunKind Kind { get; init; }
    [Id(2)] public required bool DryRun { get; init; }
    [Id(3)] public required string RequestedBy { get; init; }
    [Id(4)] public required DateTimeOffset RequestedAt { get; init; }
    [Id(5)] public required SchoolDetails School { get; init; }

    /// <summary>Sync: the MIS code.</summary>
    [Id(6)] public string? Mis { get; init; }

    /// <summary>Of orders of older versions only: a run asks its school when it pulls, so that no order keeps credentials that were renewed or wiped since.</summary>
    [Id(7)] public ImmutableDictionary<string, string> OldMisSettings { get; init; } = ImmutableDictionary<string, string>.Empty;
    [Id(8)] public ImmutableDictionary<string, string> OldProtectedSecrets { get; init; } = ImmutableDictionary<string, string>.Empty;
    [Id(9)] public ImmutableArray<string> AcceptedReports { get; init; } = [];
    [Id(10)] public ImmutableArray<string> OptOuts { get; init; } = [];

    /// <summary>Sync of an upload: its id, address and name. Null when the run pulls.</summary>
    [Id(11)] public string? UploadId { get; init; }
    [Id(12)] public string? Sha256 { get; init; }
    [Id(13)] public string? FileName { get; init; }
    [Id(14)] public ImmutableArray<HandAction> Actions { get; init; } = [];

    /// <summary>Undo: the run to revert.</summary>
    [Id(15)] public string? UndoOf { get; init; }
    [Id(16)] public GateOverride? Override { get; init; }

    /// <summary>Sync: the school's limits, of every kind and action. Empty in old data: those of the phase.</summary>
    [Id(17)] public ImmutableArray<GateLimit> Gates { get; init; } = [];

    /// <summary>Schools of other LAs that count as local; none in orders of older versions.</summary>
    [Id(18)] public ImmutableArray<LocalSchools> Neighbours { get; init; } = [];

    /// <summary>Sync of an upload: why it is older than what was processed; null when it is not. Such a run refuses it, unless an override lifts that.</summary>
    [Id(19)] public Problem? Outdated { get; init; }

    /// <summary>Sync: the academic year that the school's groups belong to now; null in old orders.</summary>
    [Id(20)] public int? AcademicYear { get; init; }

    /// <summary>Null when no rollover is under way.</summary>
    [Id(21)] public RolloverOrder? Rollover { get; init; }

    /// <summary>The run merges or splits accounts, or takes that back.</summary>
    [Id(22)] public bool IsMerger { get; init; }

    /// <summary>Whoever asked may merge and split accounts of schools of every LA.</summary>
    [Id(23)] public bool AnyLa { get; init; }

    /// <summary>By hand: one decision about many cases.</summary>
    [Id(24)] public BulkDecision? Bulk { get; init; }

    /// <summary>Sync: the MIS whose ids the roster has, when that is not <see cref="Mis"/>: every id of the export is new, whatever it looks like.</summary>
    [Id(25)] public string? ChangedFrom { get; init; }

    /// <summary>The periods in force; null in old data: the defaults.</summary>
    [Id(26)] public AccountPolicy? Policy { get; init; }

    /// <summary>Sync: the school's settings of its MIS, without secrets: how its files are read. Empty in old data, as the MISs of then needed none.</summary>
    [Id(27)] public ImmutableDictionary<string, string> ReadSettings { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>How many people a run did what with. The first group adds up to the rows read; the second counts people whom the export no longer has.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.RunCounts)]
public sealed record RunCounts
{
    /// <summary>Rows read about people of this kind.</summary>
    [Id(0)] public int Rows { get; init; }
    [Id(1)] public int Created { get; init; }

    /// <summary>Linked to an account of this school, or one that no school had.</summary>
    [Id(2)] public int Linked { get; init; }

    /// <summary>Linked to an account that another school had.</summary>
    [Id(3)] public int Moved { get; init; }
    [Id(4)] public int Updated { get; init; }
    [Id(5)] public int Unchanged { get; init; }

    /// <summary>Back from the unallocated pool.</summary>
    [Id(6)] public int Restored { get; init; }

    /// <summary>Waiting for a person's decision, new and old cases.</summary>
    [Id(7)] public int Review { get; init; }
    [Id(8)] public int Rejected { get; init; }

    /// <summary>On the school's exclusion list.</summary>
    [Id(9)] public int Excluded { get; init; }

    /// <summary>Now with another school, though still in this one's export.</summary>
    [Id(10)] public int Elsewhere { get; init; }

    /// <summary>Rows whose change the gate held.</summary>
    [Id(11)] public int HeldRows { get; init; }

    /// <summary>Not in the export, within the grace.</summary>
    [Id(12)] public int Missing { get; init; }
    [Id(13)] public int Unallocated { get; init; }

    /// <summary>Unallocations that the gate held.</summary>
    [Id(14)] public int HeldUnallocations { get; init; }

    /// <summary>Changed MIS: the new one does not have them; they stay allocated, under their old link, until a person decides.</summary>
    [Id(15)] public int Kept { get; init; }

    /// <summary>Everything that happened to rows; equals <see cref="Rows"/> when the books balance.</summary>
    public int Accounted() =>
        Created + Linked + Moved + Updated + Unchanged + Restored + Review + Rejected + Excluded + Elsewhere + HeldRows;
}

/// <summary>What was found of one report.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.ReportResult)]
public sealed record ReportResult
{
    [Id(0)] public required string Report { get; init; }
    [Id(1)] public required int Rows { get; init; }
    [Id(2)] public required int Rejected { get; init; }

    /// <summary>Absence from it counts.</summary>
    [Id(3)] public required bool Complete { get; init; }

    /// <summary>Why not, as a stable code.</summary>
    [Id(4)] public string? Reason { get; init; }
    [Id(5)] public required ImmutableArray<string> FieldsSeen { get; init; }
}

/// <summary>A permanent UPN that two accounts claim. It stays with the account that had it first.</summary>
[GenerateSerializer, Immutable, Alias(TypeAliases.UpnClash)]
public sealed record UpnClash
{
    [Id(0)] public required string MisId { get; init; }
    [Id(1)] public required string Username { get; init; }

    /// <summary>The account that holds the UPN.</summary>
    [Id(2)] public required string Holder { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.RunStatus)]
public sealed record RunStatus
{
    [Id(0)] public required string RunId { get; init; }
    [Id(1)] public required RunKind Kind { get; init; }
    [Id(2)] public required RunPhase Phase { get; init; }
    [Id(3)] public required string RequestedBy { get; init; }
    [Id(4)] public required DateTimeOffset RequestedAt { get; init; }
    [Id(5)] public DateTimeOffset? RestedAt { get; init; }
    [Id(6)] public required bool DryRun { get; init; }
    [Id(7)] public string? UploadId { get; init; }

    /// <summary>SHA-256 of the bytes that were read.</summary>
    [Id(8)] public string? InputSha256 { get; init; }

    /// <summary>SHA-256 of the plan, which never changes once written.</summary>
    [Id(9)] public string? PlanSha256 { get; init; }
    [Id(10)] public required RunCounts Pupils { get; init; }
    [Id(11)] public required RunCounts Staff { get; init; }
    [Id(12)] public required ImmutableArray<ReportResult> Reports { get; init; }

    /// <summary>What the gate held, and why; empty when nothing.</summary>
    [Id(13)] public required ImmutableArray<GateHold> Holds { get; init; }

    /// <summary>Plan items in all, and applied so far.</summary>
    [Id(14)] public int Planned { get; init; }
    [Id(15)] public int Applied { get; init; }
    [Id(16)] public Problem? Problem { get; init; }

    /// <summary>Who approved or discarded the held part.</summary>
    [Id(17)] public string? DecidedBy { get; init; }
    [Id(18)] public string? ReplacedByRun { get; init; }

    /// <summary>The rules of matching in force, stored with the run's decisions.</summary>
    [Id(19)] public string? RulesVersion { get; init; }

    /// <summary>Undo: the run reverted; and the run that reverted this one.</summary>
    [Id(20)] public string? UndoOf { get; init; }

    /// <summary>What it does to groups; null when the export had no groups.</summary>
    [Id(21)] public GroupCounts? Groups { get; init; }

    /// <summary>What the held part is, in words: what was applied and what was not. Null when the gate held nothing.</summary>
    [Id(22)] public string? Notice { get; init; }

    /// <summary>Who lifted the gate for this run, why, until when.</summary>
    [Id(23)] public GateOverride? Override { get; init; }

    /// <summary>When the held part was approved, discarded or replaced; null in old data.</summary>
    [Id(24)] public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Undo: steps of the undone run that are left as they are, since they changed since or cannot be taken back; listed at the end of the plan.</summary>
    [Id(25)] public int Left { get; init; }

    /// <summary>Sync: the plan as a new year's preview shows it.</summary>
    [Id(26)] public Changeover? Changeover { get; init; }

    /// <summary>Null when no rollover was under way.</summary>
    [Id(27)] public RolloverMode? Rollover { get; init; }

    /// <summary>Merges or splits accounts, which only the service desk and the LA undo.</summary>
    [Id(28)] public bool IsMerger { get; init; }

    /// <summary>A bulk decision: how many it decides.</summary>
    [Id(29)] public BulkOutcome? Bulk { get; init; }

    /// <summary>A preview of a changed MIS: the MIS before; and who promoted it, once somebody did.</summary>
    [Id(30)] public string? ChangedFrom { get; init; }
    [Id(31)] public string? PromotedBy { get; init; }

    /// <summary>People to whom the run gave a UPN that another account holds: one of the two has the wrong one, or both are one person. At most 200.</summary>
    [Id(32)] public ImmutableArray<UpnClash> UpnClashes { get; init; } = [];

    /// <summary>Failed: the phase that a fault stopped it in, and in which it goes on.</summary>
    [Id(33)] public RunPhase? FailedIn { get; init; }

    /// <summary>When plan, rejected rows and whatever else names people were forgotten; the counts stay. Such a run cannot be undone.</summary>
    [Id(34)] public DateTimeOffset? ForgottenAt { get; init; }

    public bool IsAtRest() => Phase is not (RunPhase.Pulling or RunPhase.Planning or RunPhase.Applying or RunPhase.ApplyingHeld);
}

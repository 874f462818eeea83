using System.Collections.Immutable;

namespace Uso.Grains.Schools;

[GenerateSerializer, Alias("uso.state.school")]
internal sealed class SchoolState
{
    /// <summary>Null: never set up.</summary>
    [Id(0)] public SchoolDetails? Details { get; set; }

    /// <summary>MIS code; null: none chosen.</summary>
    [Id(1)] public string? Mis { get; set; }
    [Id(2)] public ImmutableDictionary<string, string> Settings { get; set; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Encrypted.</summary>
    [Id(3)] public ImmutableDictionary<string, string> ProtectedSecrets { get; set; } = ImmutableDictionary<string, string>.Empty;
    [Id(4)] public ImmutableArray<string> AcceptedReports { get; set; } = [];
    [Id(5)] public ImmutableArray<string> OptOuts { get; set; } = [];
    [Id(6)] public SyncSchedule Schedule { get; set; } = SyncSchedule.Default;
    [Id(7)] public string? LicenceKeySha256 { get; set; }
    [Id(8)] public ImmutableDictionary<string, DataRelease> Releases { get; set; } = ImmutableDictionary<string, DataRelease>.Empty;

    /// <summary>Oldest first, the last 200.</summary>
    [Id(9)] public ImmutableArray<UploadRecord> Uploads { get; set; } = [];
    [Id(10)] public int UploadsEver { get; set; }

    /// <summary>Oldest first, the last 400.</summary>
    [Id(11)] public ImmutableArray<KnownRun> Runs { get; set; } = [];
    [Id(12)] public int RunsEver { get; set; }

    /// <summary>The order of the run that is not at rest yet: given to it again after a crash.</summary>
    [Id(13)] public RunOrder? ActiveOrder { get; set; }
    [Id(14)] public string? ActiveRun { get; set; }

    /// <summary>The run whose held part waits for a person.</summary>
    [Id(15)] public string? HeldRun { get; set; }

    /// <summary>Fields that the last sync's reports carried, as <c>Report.Field</c>.</summary>
    [Id(16)] public ImmutableHashSet<string> FieldsSeen { get; set; } = ImmutableHashSet<string>.Empty;
    [Id(17)] public DateTimeOffset? NextDue { get; set; }

    /// <summary>Limits of the gate that differ from the phase's.</summary>
    [Id(18)] public ImmutableArray<GateLimit> OwnGates { get; set; } = [];

    /// <summary>Oldest first, the last 500.</summary>
    [Id(19)] public ImmutableArray<GateChange> GateHistory { get; set; } = [];

    /// <summary>The last 20 runs that read an export, oldest first. Empty in old data, until the next night.</summary>
    [Id(20)] public ImmutableArray<SyncSummary> RecentSyncs { get; set; } = [];

    /// <summary>When the reports were first accepted; null in old data.</summary>
    [Id(21)] public DateTimeOffset? ReportsAcceptedAt { get; set; }
    [Id(22)] public DateOnly? CredentialExpiresOn { get; set; }

    /// <summary>Null: the LA's plan holds.</summary>
    [Id(23)] public RolloverPlan? Rollover { get; set; }
    [Id(24)] public RolloverApproval? RolloverApproval { get; set; }

    /// <summary>The newest academic year that the school was cut over to; null: never by a rollover.</summary>
    [Id(25)] public int? RolledOver { get; set; }
    [Id(26)] public string? CutOverRun { get; set; }

    /// <summary>The MIS was changed and no export of the new one was promoted yet.</summary>
    [Id(27)] public MisChange? MisChange { get; set; }

    /// <summary>The last change that was promoted, with its run: undoing that run opens the change again.</summary>
    [Id(28)] public MisChange? LastMisChange { get; set; }

    /// <summary>How many uploads there had been when the MIS was last changed: those are of another MIS. 0 in old data.</summary>
    [Id(29)] public int UploadsBefore { get; set; }

    /// <summary>The school's own periods; null: the LA's.</summary>
    [Id(30)] public AccountPolicyChoice? Policy { get; set; }

    /// <summary>The night has come and upkeep has not been looked after.</summary>
    [Id(31)] public bool UpkeepDue { get; set; }

    /// <summary>The upkeep run whose held part waits for a person.</summary>
    [Id(32)] public string? HeldUpkeep { get; set; }

    /// <summary>When the MIS was changed, until somebody looked through the accounts without MIS.</summary>
    [Id(33)] public DateTimeOffset? NonMisReviewSince { get; set; }

    /// <summary>The last day whose audit no longer says about whom; null: none yet.</summary>
    [Id(34)] public DateOnly? AuditForgottenTo { get; set; }

    /// <summary>The run that a fault stopped half-way, and its order; null when there is none, as in old data.</summary>
    [Id(35)] public StoppedRun? Stopped { get; set; }
    [Id(36)] public RunOrder? StoppedOrder { get; set; }

    /// <summary>When the night was due that waits for the stopped run.</summary>
    [Id(37)] public DateTimeOffset? NightWaits { get; set; }

    /// <summary>Since when the school has its MIS; null in old data: longer than anything remembered.</summary>
    [Id(38)] public DateTimeOffset? MisSince { get; set; }

    /// <summary>The MIS before; null: none.</summary>
    [Id(39)] public string? MisLeft { get; set; }

    /// <summary>Services of the MIS that the school has.</summary>
    [Id(40)] public ImmutableArray<string> Services { get; set; } = [];

    /// <summary>Reports switched on for this school although the guides say no.</summary>
    [Id(41)] public ImmutableArray<string> Improvements { get; set; } = [];

    /// <summary>Steps of the set-up that are done because somebody said so.</summary>
    [Id(42)] public ImmutableDictionary<string, StepConfirmation> ConfirmedSteps { get; set; } = ImmutableDictionary<string, StepConfirmation>.Empty;
    [Id(43)] public CheckedConnection? LastCheck { get; set; }
    [Id(44)] public PendingApproval? Approval { get; set; }
    [Id(45)] public StepConfirmation? Approved { get; set; }

    /// <summary>The last thing that went wrong with the MIS's data; null when what came after it went right.</summary>
    [Id(46)] public Trouble? LastTrouble { get; set; }

    /// <summary>Counts the times that a person gave other credentials. 0 in old data.</summary>
    [Id(47)] public int SecretsVersion { get; set; }

    /// <summary>How many of the oldest runs were looked at and forgotten, but for those that something still needs. 0 in old data.</summary>
    [Id(48)] public int RunsForgotten { get; set; }
    [Id(49)] public ImmutableArray<string> RunsNeeded { get; set; } = [];

    /// <summary>Names of the settings that an approval made: they stay when a person edits the others.</summary>
    [Id(50)] public ImmutableArray<string> ApprovedSettings { get; set; } = [];

    /// <summary>The newest pulled capture whose every report was complete; null in old data, until the next night.</summary>
    [Id(51)] public string? CaptureSha256 { get; set; }

    /// <summary>Who may push beside the licence key; null: nobody yet.</summary>
    [Id(52)] public KnownSupplier? Supplier { get; set; }

    /// <summary>Id of what the MIS told last, so that a repeated one is known; null in old data.</summary>
    [Id(53)] public string? LastMisEvent { get; set; }

    [GenerateSerializer, Immutable, Alias("uso.state.known-supplier")]
    internal sealed record KnownSupplier
    {
        [Id(0)] public required string Id { get; init; }
        [Id(1)] public required string PasswordSha256 { get; init; }
    }

    /// <summary>An approval link that was given out.</summary>
    [GenerateSerializer, Immutable, Alias("uso.state.pending-approval")]
    internal sealed record PendingApproval
    {
        [Id(0)] public required string SecretSha256 { get; init; }
        [Id(1)] public required Caller By { get; init; }
        [Id(2)] public required string ReturnTo { get; init; }
        [Id(3)] public required DateTimeOffset ExpiresAt { get; init; }
    }

    [GenerateSerializer, Immutable, Alias("uso.state.trouble")]
    internal sealed record Trouble
    {
        [Id(0)] public required string Code { get; init; }
        [Id(1)] public required DateTimeOffset At { get; init; }

        /// <summary>"run", "upload" or "approval".</summary>
        [Id(2)] public required string Where { get; init; }

        /// <summary>Id of the run or upload.</summary>
        [Id(3)] public string? Id { get; init; }
    }

    [GenerateSerializer, Immutable, Alias("uso.state.known-run")]
    internal sealed record KnownRun
    {
        [Id(0)] public required RunReference Run { get; init; }

        /// <summary>What was asked for: the same operation id with other content is refused.</summary>
        [Id(1)] public required string Digest { get; init; }
    }
}

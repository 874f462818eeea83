using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// A school: its details, MIS configuration (secrets encrypted), accepted reports, licence key, data releases, upload history, and the order of its runs.
/// Key: URN. Owns the school's one reminder, whose tick means "reconcile from state": finish what was cut off, start what is due.
/// Every mutating call is checked against the caller's schools and role; all of them are idempotent except <see cref="IssueLicenceKeyAsync"/>.
/// </summary>
[Alias(TypeAliases.SchoolGrain)]
public interface ISchoolGrain : IGrainWithStringKey
{
    /// <summary>Creates the school or changes its details. The LA cannot change. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<SchoolDetails>> PutAsync(Caller caller, PutSchool details);

    /// <summary>Notes a predecessor or successor; the same again changes nothing. Errors: forbidden, school-not-found, invalid-value.</summary>
    Task<Outcome<SchoolDetails>> NoteLinkAsync(Caller caller, SchoolLink link);

    /// <summary>Null when the school was never set up.</summary>
    [AlwaysInterleave]
    Task<SchoolDetails?> GetAsync();

    /// <summary>
    /// Chooses the MIS and its settings. A school that had runs with another MIS is changing it: until a person promotes one, every sync is a dry run
    /// (<see cref="MisConfiguration.Change"/>). Going back to the MIS before ends that. Another MIS's credentials, licence key included, are wiped; reports that
    /// the new one delivers stay accepted. Errors: forbidden, school-not-found, mis-unknown, invalid-value.
    /// </summary>
    Task<Outcome<MisConfiguration>> ConfigureMisAsync(Caller caller, ConfigureMis configure);

    [AlwaysInterleave]
    Task<MisConfiguration?> GetMisAsync();

    /// <summary>The settings screen, in one read. Null when the school was never set up.</summary>
    [AlwaysInterleave]
    Task<AutoUpdateSettings?> GetAutoUpdateAsync();

    /// <summary>Notes which services of the MIS the school has and which improvements are on; reports that need more are no longer accepted. Errors: forbidden (service desk only), mis-not-configured, invalid-value.</summary>
    Task<Outcome<MisConfiguration>> SetMisOptionsAsync(Caller caller, SetMisOptions set);

    /// <summary>A person's word on a step that nothing here can show. Idempotent. Errors: forbidden, mis-not-configured, not-found, step-not-confirmable.</summary>
    Task<Outcome<AutoUpdateSettings>> ConfirmStepAsync(Caller caller, string step, bool done);

    /// <summary>
    /// Tries the connection and says what is wrong; remembers it. Takes up to 20 seconds, in which only reads are answered. Errors: forbidden, mis-not-configured,
    /// mis-not-pulled, run-in-progress, credentials-unreadable.
    /// </summary>
    Task<Outcome<CheckedConnection>> CheckConnectionAsync(Caller caller);

    /// <summary>
    /// Notes what the MIS told of the school's connection: approved (with the token that came), declined, revoked, moved. Idempotent: the same as the last one is not done again.
    /// Errors: forbidden, mis-event-not-ours.
    /// </summary>
    Task<Outcome<MisEventReceipt>> NoteMisEventAsync(Caller caller, MisEventNote note);

    /// <summary>
    /// Gives the link by which a person approves the connection at the MIS. Its state is kept hashed, is good once and for half an hour, and replaces an older one.
    /// Errors: forbidden, mis-not-configured, approval-not-needed, pull-bad-settings.
    /// </summary>
    Task<Outcome<ApprovalLink>> BeginApprovalAsync(Caller caller, string returnTo);

    /// <summary>
    /// The person came back from the MIS. The state is used up first, whatever comes of it. Takes up to 20 seconds.
    /// Errors: approval-invalid, forbidden (another caller than the one who asked for the link), approval-denied, approval-failed, or the MIS's own.
    /// </summary>
    /// <param name="caller">Null when a browser brings nothing but the link's state.</param>
    /// <param name="back">What came back.</param>
    Task<Outcome<Done>> CompleteApprovalAsync(Caller? caller, ApprovalReturn back);

    /// <summary>For the school's runs: how to reach the MIS now. Null when the school has another MIS meanwhile.</summary>
    [AlwaysInterleave]
    Task<MisConnection?> GetConnectionAsync(string mis);

    /// <summary>
    /// Replaces the accepted reports. Opted-out fields are replaced by the service desk only; others leave them empty or as they are.
    /// Errors: forbidden, head-only, opt-out-by-service-desk, mis-not-configured, report-not-supported, report-not-available, field-mandatory.
    /// </summary>
    Task<Outcome<MisConfiguration>> AcceptReportsAsync(Caller caller, AcceptReports accept);

    /// <summary>Sets when runs happen on their own. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<SyncSchedule>> SetScheduleAsync(Caller caller, SyncSchedule schedule);

    /// <summary>The limits of the school's gate. Null when the school was never set up.</summary>
    [AlwaysInterleave]
    Task<GateSettings?> GetGatesAsync();

    /// <summary>Changes the limits, with a reason that is kept. Idempotent. Errors: forbidden (service desk only), school-not-found, invalid-value.</summary>
    Task<Outcome<GateSettings>> SetGatesAsync(Caller caller, SetGates set);

    /// <summary>Sets the school's own grace and lead of future starters. Errors: forbidden, school-not-found, invalid-value.</summary>
    Task<Outcome<AccountPolicySettings>> SetPolicyAsync(Caller caller, AccountPolicyChoice choice);

    /// <summary>The periods in force and who set them; null when the school was never set up.</summary>
    [AlwaysInterleave]
    Task<AccountPolicySettings?> GetPolicyAsync();

    /// <summary>Since when the accounts without MIS want looking through, as the MIS was changed; null when they do not.</summary>
    [AlwaysInterleave]
    Task<DateTimeOffset?> GetNonMisReviewAsync();

    /// <summary>Somebody looked through the accounts without MIS. Idempotent. Errors: forbidden, school-not-found.</summary>
    Task<Outcome<Done>> NonMisReviewedAsync(Caller caller);

    /// <summary>Makes a new licence key, which replaces the old one. It is kept hashed: this is the only time it is shown. Errors: forbidden, school-not-found.</summary>
    Task<Outcome<string>> IssueLicenceKeyAsync(Caller caller);

    /// <summary>
    /// Makes a new supplier id and password for the MIS that pushes, which replace the old ones. They are kept hashed: this is the only time that they are shown.
    /// Not idempotent. Errors: forbidden (service desk only), school-not-found, mis-not-configured, mis-does-not-push.
    /// </summary>
    Task<Outcome<SupplierCredentials>> IssueSupplierCredentialsAsync(Caller caller);

    /// <summary>Constant-time check of what a pushing MIS shows beside the licence key.</summary>
    [AlwaysInterleave]
    Task<bool> VerifySupplierAsync(string supplierId, string supplierPassword);

    /// <summary>Constant-time check of a licence key.</summary>
    [AlwaysInterleave]
    Task<bool> VerifyLicenceKeyAsync(string licenceKey);

    /// <summary>
    /// Puts an upload, whose bytes are already durable, into the history. The same bytes twice are one upload (<see cref="UploadReceipt.Duplicate"/>).
    /// A refused upload is recorded too. Errors: forbidden, mis-not-configured.
    /// </summary>
    Task<Outcome<UploadReceipt>> RecordUploadAsync(Caller caller, RecordUpload upload);

    /// <summary>Newest first.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<UploadRecord>> GetUploadsAsync();

    /// <summary>
    /// Starts a run: a sync of the newest export (pulled first when the MIS is pulled) or changes asked for by hand. The same operation id starts nothing new.
    /// A sync that is held is replaced by a newer one. Errors: forbidden, mis-not-configured, reports-not-accepted, no-upload, run-in-progress, operation-id-reused,
    /// force-run-not-allowed, force-run-closed (with <see cref="Problem.NotBefore"/>).
    /// </summary>
    Task<Outcome<RunStarted>> StartRunAsync(Caller caller, StartRun start);

    /// <summary>
    /// Applies the newest dry run of a changed MIS, exactly as it was planned. Errors: forbidden, not-found, run-state, preview-stale, run-in-progress.
    /// </summary>
    Task<Outcome<RunStarted>> PromoteRunAsync(Caller caller, string runId);

    /// <summary>Applies the held part of a run. Errors: forbidden, not-found, run-state, run-in-progress.</summary>
    Task<Outcome<RunStarted>> ApproveRunAsync(Caller caller, string runId);

    /// <summary>Drops the held part of a run. Errors: forbidden, not-found, run-state.</summary>
    Task<Outcome<RunStarted>> DiscardRunAsync(Caller caller, string runId);

    /// <summary>
    /// Starts a run that reverts a completed one, an undo too. A dry run shows the plan, and what is left since it changed, and does nothing.
    /// Errors: forbidden, not-found, run-state, run-in-progress.
    /// </summary>
    Task<Outcome<RunStarted>> UndoRunAsync(Caller caller, string runId, string operationId, bool dryRun = false);

    /// <summary>Where the school stands in the night's queue, and its last syncs. Null when the school was never set up.</summary>
    [AlwaysInterleave]
    Task<SchoolNight?> GetNightAsync();

    /// <summary>Plans the school's rollover, or, with null, leaves it to the LA's. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<RolloverDetails>> SetRolloverAsync(Caller caller, PutRollover? rollover);

    /// <summary>A named person has seen a dry run of the cut-over; what it shows is not held then. Errors: forbidden, not-found, run-state.</summary>
    Task<Outcome<RolloverDetails>> ApproveRolloverAsync(Caller caller, string runId);

    [AlwaysInterleave]
    Task<RolloverDetails> GetRolloverAsync();

    /// <summary>Ids of the school's runs, newest first, with the operation that asked for each.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<RunReference>> GetRunsAsync();

    /// <summary>Called by the school's own watch when a run came to rest; harmless at any time.</summary>
    Task RunRestedAsync(string runId);

    /// <summary>The head's switch: releases the school's data to a consumer, or takes the release back. Errors: forbidden (head teacher only), school-not-found.</summary>
    Task<Outcome<DataRelease>> SetReleaseAsync(Caller caller, string consumer, bool released);

    [AlwaysInterleave]
    Task<ImmutableArray<DataRelease>> GetReleasesAsync();

    /// <summary>What a snapshot needs to know: is this school released to the consumer now, and the details that are published.</summary>
    [AlwaysInterleave]
    Task<PublishedSchool> GetPublishedAsync(string consumer);
}

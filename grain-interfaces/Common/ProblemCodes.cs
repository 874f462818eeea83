namespace Uso.GrainInterfaces;

/// <summary>Stable codes of expected failures. The REST API maps each to one HTTP status.</summary>
public static class ProblemCodes
{
    /// <summary>The caller's role or school does not allow this.</summary>
    public const string Forbidden = "forbidden";
    public const string NotFound = "not-found";

    /// <summary>The school has not been set up (PUT /api/schools/{urn}).</summary>
    public const string SchoolNotFound = "school-not-found";
    public const string InvalidValue = "invalid-value";

    /// <summary>No such MIS code.</summary>
    public const string MisUnknown = "mis-unknown";
    public const string MisNotConfigured = "mis-not-configured";

    /// <summary>The MIS cannot deliver this report.</summary>
    public const string ReportNotSupported = "report-not-supported";

    /// <summary>The MIS delivers the report to schools with a certain service, or once the service desk switched it on; this school is not among them.</summary>
    public const string ReportNotAvailable = "report-not-available";

    /// <summary>With this MIS nobody but the head teacher accepts reports.</summary>
    public const string HeadOnly = "head-only";

    /// <summary>Fields are opted out by the service desk.</summary>
    public const string OptOutByServiceDesk = "opt-out-by-service-desk";
    public const string ReportsNotAccepted = "reports-not-accepted";

    /// <summary>A mandatory field cannot be opted out.</summary>
    public const string FieldMandatory = "field-mandatory";

    /// <summary>The school has no upload to process.</summary>
    public const string NoUpload = "no-upload";
    public const string RunInProgress = "run-in-progress";

    /// <summary>With this MIS the school does not start runs here.</summary>
    public const string ForceRunNotAllowed = "force-run-not-allowed";

    /// <summary>Not at this time of day; the answer says from when on (<c>notBefore</c>).</summary>
    public const string ForceRunClosed = "force-run-closed";

    /// <summary>The MIS sends its exports by itself: there is no connection to check or approve.</summary>
    public const string MisNotPulled = "mis-not-pulled";

    /// <summary>The school's MIS does not send its data to the Generic API.</summary>
    public const string MisDoesNotPush = "mis-does-not-push";

    /// <summary>What the MIS told is about a school that is not connected with it, or not by that id.</summary>
    public const string MisEventNotOurs = "mis-event-not-ours";

    /// <summary>The MIS is not connected by an approval there.</summary>
    public const string ApprovalNotNeeded = "approval-not-needed";

    /// <summary>The approval link is unknown, was used, has expired, or was replaced by a newer one.</summary>
    public const string ApprovalInvalid = "approval-invalid";

    /// <summary>Whether the step is done is looked at; nobody can say so.</summary>
    public const string StepNotConfirmable = "step-not-confirmable";

    /// <summary>The run is not in a state that allows this (approve one that is not held, undo one that is not complete).</summary>
    public const string RunState = "run-state";

    /// <summary>What the run, or the upload, was about has been forgotten: it is older than such data is kept.</summary>
    public const string RunDataGone = "run-data-gone";

    /// <summary>A newer dry run is there, or people changed since this one: look at a new one before promoting it.</summary>
    public const string PreviewStale = "preview-stale";

    /// <summary>The operation id was used before with other content.</summary>
    public const string OperationIdReused = "operation-id-reused";

    /// <summary>Someone else decided this case first.</summary>
    public const string CaseDecided = "case-decided";

    /// <summary>The case is open, but not as the caller saw it: somebody left a note, or an export changed it. Look again.</summary>
    public const string CaseChanged = "case-changed";

    /// <summary>No decision of a person stands there: none was made, it was taken back, or the account went to another school since.</summary>
    public const string NoDecision = "no-decision";

    /// <summary>A bulk decision would decide another number of cases than the caller was told.</summary>
    public const string BulkCountChanged = "bulk-count-changed";

    /// <summary>The account is not one of the case's candidates and not a user of a local school.</summary>
    public const string AccountNotCandidate = "account-not-candidate";

    /// <summary>Another account took this one's place, or the two are one already.</summary>
    public const string AccountMerged = "account-merged";
    public const string ConsumerUnknown = "consumer-unknown";

    /// <summary>No snapshot was built yet.</summary>
    public const string SnapshotNotBuilt = "snapshot-not-built";

    /// <summary>The version is unknown or no longer kept: fetch the whole snapshot.</summary>
    public const string SnapshotVersionGone = "snapshot-version-gone";
}

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
    public const string ReportsNotAccepted = "reports-not-accepted";

    /// <summary>A mandatory field cannot be opted out.</summary>
    public const string FieldMandatory = "field-mandatory";

    /// <summary>The school has no upload to process.</summary>
    public const string NoUpload = "no-upload";
    public const string RunInProgress = "run-in-progress";

    /// <summary>The run is not in a state that allows this (approve one that is not held, undo one that is not complete).</summary>
    public const string RunState = "run-state";

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

namespace Uso.GrainInterfaces;

/// <summary>
/// Wire names of every contract. A name, once released, belongs to its type for good: renaming a class is free, renaming an alias breaks stored state and rolling upgrades.
/// </summary>
public static class TypeAliases
{
    public const string AccessTokenGrain = "uso.grain.access-token";
    public const string ConsumerGrain = "uso.grain.consumer";
    public const string GroupsGrain = "uso.grain.groups";
    public const string GroupsPageGrain = "uso.grain.groups-page";
    public const string LocalAuthorityGrain = "uso.grain.local-authority";
    public const string MatchIndexGrain = "uso.grain.match-index";
    public const string RosterGrain = "uso.grain.roster";
    public const string RosterPageGrain = "uso.grain.roster-page";
    public const string SchoolGrain = "uso.grain.school";
    public const string SnapshotGrain = "uso.grain.snapshot";
    public const string SyncRunGrain = "uso.grain.sync-run";
    public const string UpnIndexGrain = "uso.grain.upn-index";
    public const string UserGrain = "uso.grain.user";

    public const string AcceptReports = "uso.accept-reports";
    public const string AccountKind = "uso.account-kind";
    public const string Caller = "uso.caller";
    public const string CaseCandidate = "uso.case-candidate";
    public const string ClaimStatus = "uso.claim-status";
    public const string ClaimUser = "uso.claim-user";
    public const string ConfigureMis = "uso.configure-mis";
    public const string ConsumerDetails = "uso.consumer-details";
    public const string DataRelease = "uso.data-release";
    public const string Done = "uso.done";
    public const string FieldState = "uso.field-state";
    public const string FieldStatus = "uso.field-status";
    public const string GateChange = "uso.gate-change";
    public const string FindBatch = "uso.find-batch";
    public const string FindQuery = "uso.find-query";
    public const string GateHold = "uso.gate-hold";
    public const string GateLimit = "uso.gate-limit";
    public const string GateOverride = "uso.gate-override";
    public const string GateSettings = "uso.gate-settings";
    public const string GroupAction = "uso.group-action";
    public const string GroupCounts = "uso.group-counts";
    public const string GroupMember = "uso.group-member";
    public const string GroupPlanItem = "uso.group-plan-item";
    public const string GroupsChange = "uso.groups-change";
    public const string GroupsHeader = "uso.groups-header";
    public const string GroupsMatches = "uso.groups-matches";
    public const string GroupsPage = "uso.groups-page";
    public const string GroupsQuery = "uso.groups-query";
    public const string GroupsYear = "uso.groups-year";
    public const string HandAction = "uso.hand-action";
    public const string HandActionType = "uso.hand-action-type";
    public const string IndexUpdate = "uso.index-update";
    public const string IndexedAccount = "uso.indexed-account";
    public const string IssueToken = "uso.issue-token";
    public const string LocalAuthorityDetails = "uso.local-authority-details";
    public const string LocalSchools = "uso.local-schools";
    public const string MatchAnswer = "uso.match-answer";
    public const string MatchAnswers = "uso.match-answers";
    public const string MatchBatch = "uso.match-batch";
    public const string MatchQuery = "uso.match-query";
    public const string MatchVerdict = "uso.match-verdict";
    public const string Membership = "uso.membership";
    public const string MisConfiguration = "uso.mis-configuration";
    public const string MisLink = "uso.mis-link";

    /// <summary>Orleans reads an alias as a type's name: a generic one ends in the number of its parameters.</summary>
    public const string Outcome = "uso.outcome`1";

    public const string PersonIdentity = "uso.person-identity";
    public const string PlanAction = "uso.plan-action";
    public const string PlanItem = "uso.plan-item";
    public const string Problem = "uso.problem";
    public const string PublishedSchool = "uso.published-school";
    public const string PutConsumer = "uso.put-consumer";
    public const string PutSchool = "uso.put-school";
    public const string RecordUpload = "uso.record-upload";
    public const string RejectedRowDetail = "uso.rejected-row-detail";
    public const string ReportResult = "uso.report-result";
    public const string Role = "uso.role";
    public const string RosterChange = "uso.roster-change";
    public const string RosterEntry = "uso.roster-entry";
    public const string RosterHeader = "uso.roster-header";
    public const string RosterMatches = "uso.roster-matches";
    public const string RosterPage = "uso.roster-page";
    public const string RosterQuery = "uso.roster-query";
    public const string RosterStatus = "uso.roster-status";
    public const string RunCounts = "uso.run-counts";
    public const string RunKind = "uso.run-kind";
    public const string RunOrder = "uso.run-order";
    public const string RunPhase = "uso.run-phase";
    public const string RunReference = "uso.run-reference";
    public const string RunStarted = "uso.run-started";
    public const string RunStatus = "uso.run-status";
    public const string SchoolDetails = "uso.school-details";
    public const string SchoolGroup = "uso.school-group";
    public const string SchoolGroupKind = "uso.school-group-kind";
    public const string SchoolPhase = "uso.school-phase";
    public const string SetGates = "uso.set-gates";
    public const string SnapshotManifest = "uso.snapshot-manifest";
    public const string SnapshotRow = "uso.snapshot-row";
    public const string SnapshotSegment = "uso.snapshot-segment";
    public const string SnapshotVersion = "uso.snapshot-version";
    public const string StartRun = "uso.start-run";
    public const string SyncSchedule = "uso.sync-schedule";
    public const string UploadReceipt = "uso.upload-receipt";
    public const string UploadRecord = "uso.upload-record";
    public const string UploadState = "uso.upload-state";
    public const string UpnHolder = "uso.upn-holder";
    public const string UserAction = "uso.user-action";
    public const string UserChange = "uso.user-change";
    public const string UserDetails = "uso.user-details";
    public const string UserEvent = "uso.user-event";
    public const string UserStatus = "uso.user-status";
}

namespace Uso.GrainInterfaces;

/// <summary>
/// What each grain is called in identities and stored keys, on both runtimes, whatever its class is called. A name, once released, belongs to its grain for good:
/// under another one its states and reminders would not be found.
/// </summary>
public static class GrainTypes
{
    public const string AccessToken = "access-token";
    public const string Alert = "alert";
    public const string Audit = "audit";
    public const string Consumer = "consumer";
    public const string Duplicates = "duplicates";
    public const string Groups = "groups";
    public const string GroupsPage = "groups-page";
    public const string LaDirectory = "la-directory";
    public const string LocalAuthority = "local-authority";
    public const string MatchIndex = "match-index";
    public const string Roster = "roster";
    public const string RosterPage = "roster-page";
    public const string School = "school";
    public const string Snapshot = "snapshot";
    public const string SyncRun = "sync-run";
    public const string UpnIndex = "upn-index";
    public const string User = "user";
}

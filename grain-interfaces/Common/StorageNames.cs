namespace Uso.GrainInterfaces;

/// <summary>Names under which grains keep state. A state's name is part of its address in the database: never rename one.</summary>
public static class StorageNames
{
    /// <summary>The one storage provider, on both runtimes.</summary>
    public const string Default = "uso";

    public const string Audit = "audit";
    public const string School = "school";
    public const string Roster = "roster";
    public const string RosterPage = "roster-page";
    public const string Groups = "groups";
    public const string GroupsPage = "groups-page";
    public const string SyncRun = "run";
    public const string User = "user";
    public const string UpnIndex = "upn-index";
    public const string LaDirectory = "la-directory";
    public const string Alert = "alert";
    public const string LocalAuthority = "local-authority";
    public const string Snapshot = "snapshot";
    public const string Duplicates = "duplicates";
    public const string Consumer = "consumer";
    public const string AccessToken = "access-token";
}

namespace Uso.GrainInterfaces;

/// <summary>The only place where a key becomes a grain reference.</summary>
public static class GrainFactoryExtensions
{
    public static IAuditGrain Audit(this IGrainFactory grains, AuditKey key) => grains.GetGrain<IAuditGrain>(key.ToString());

    public static ISchoolGrain School(this IGrainFactory grains, Urn urn) => grains.GetGrain<ISchoolGrain>(urn.Value);

    public static IRosterGrain Roster(this IGrainFactory grains, Urn urn) => grains.GetGrain<IRosterGrain>(urn.Value);

    public static IRosterPageGrain RosterPage(this IGrainFactory grains, RosterPageKey key) => grains.GetGrain<IRosterPageGrain>(key.ToString());

    public static IGroupsGrain Groups(this IGrainFactory grains, Urn urn) => grains.GetGrain<IGroupsGrain>(urn.Value);

    public static IGroupsPageGrain GroupsPage(this IGrainFactory grains, GroupsPageKey key) => grains.GetGrain<IGroupsPageGrain>(key.ToString());

    public static ISyncRunGrain SyncRun(this IGrainFactory grains, RunKey key) => grains.GetGrain<ISyncRunGrain>(key.ToString());

    public static IUserGrain User(this IGrainFactory grains, Username username) => grains.GetGrain<IUserGrain>(username.Value);

    public static IMatchIndexGrain MatchIndex(this IGrainFactory grains, LaCode la) => grains.GetGrain<IMatchIndexGrain>(la.Value);

    public static IUpnIndexGrain UpnIndex(this IGrainFactory grains, UpnShardKey key) => grains.GetGrain<IUpnIndexGrain>(key.Value);

    public static ILocalAuthorityGrain LocalAuthority(this IGrainFactory grains, LaCode la) => grains.GetGrain<ILocalAuthorityGrain>(la.Value);

    public static ILaDirectoryGrain LaDirectory(this IGrainFactory grains, LaDirectoryKey key) => grains.GetGrain<ILaDirectoryGrain>(key.Value);

    public static IAlertGrain Alert(this IGrainFactory grains, LaCode la) => grains.GetGrain<IAlertGrain>(la.Value);

    public static IDuplicatesGrain Duplicates(this IGrainFactory grains, LaCode la) => grains.GetGrain<IDuplicatesGrain>(la.Value);

    public static ISnapshotGrain Snapshot(this IGrainFactory grains, SnapshotKey key) => grains.GetGrain<ISnapshotGrain>(key.ToString());

    public static IConsumerGrain Consumer(this IGrainFactory grains, ConsumerId id) => grains.GetGrain<IConsumerGrain>(id.Value);

    public static IAccessTokenGrain AccessToken(this IGrainFactory grains, TokenId id) => grains.GetGrain<IAccessTokenGrain>(id.Value);
}

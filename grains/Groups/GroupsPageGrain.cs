namespace Uso.Grains.Groups;

/// <inheritdoc cref="IGroupsPageGrain"/>
[GrainType(GrainTypes.GroupsPage)]
internal sealed class GroupsPageGrain(
    [PersistentState(StorageNames.GroupsPage, StorageNames.Default)] IPersistentState<GroupsPageState> state) : Grain, IGroupsPageGrain
{
    public Task<GroupsPage> GetAsync() => Task.FromResult(new GroupsPage { Groups = state.State.Groups });

    public async Task PutAsync(GroupsPage page)
    {
        state.State.Groups = page.Groups;
        await state.WriteOrLeaveAsync(this);
    }
}

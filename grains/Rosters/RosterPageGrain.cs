namespace Uso.Grains.Rosters;

/// <inheritdoc cref="IRosterPageGrain"/>
[GrainType(GrainTypes.RosterPage)]
internal sealed class RosterPageGrain(
    [PersistentState(StorageNames.RosterPage, StorageNames.Default)] IPersistentState<RosterPageState> state) : Grain, IRosterPageGrain
{
    public Task<RosterPage> GetAsync() => Task.FromResult(new RosterPage { Entries = state.State.Entries });

    public async Task PutAsync(RosterPage page)
    {
        var before = state.State.Entries;
        state.State.Entries = page.Entries;
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State.Entries = before;
            DeactivateOnIdle();
            throw;
        }
    }
}

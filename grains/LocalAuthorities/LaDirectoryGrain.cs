using System.Collections.Immutable;

namespace Uso.Grains.LocalAuthorities;

/// <inheritdoc cref="ILaDirectoryGrain"/>
[GrainType(GrainTypes.LaDirectory)]
internal sealed class LaDirectoryGrain(
    [PersistentState(StorageNames.LaDirectory, StorageNames.Default)] IPersistentState<LaDirectoryState> state) : Grain, ILaDirectoryGrain
{
    public async Task AddAsync(string la)
    {
        if (!state.State.Las.Add(LaCode.Parse(la).Value))
        {
            return;
        }

        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory was not written: a repeated call must not take it for done.
            DeactivateOnIdle();
            throw;
        }
    }

    public Task<ImmutableArray<string>> GetAsync() => Task.FromResult(state.State.Las.ToImmutableArray());
}

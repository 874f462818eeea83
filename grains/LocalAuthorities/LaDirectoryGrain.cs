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

        await state.WriteOrLeaveAsync(this);
    }

    public Task<ImmutableArray<string>> GetAsync() => Task.FromResult(state.State.Las.ToImmutableArray());
}

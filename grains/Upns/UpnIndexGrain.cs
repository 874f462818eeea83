using System.Collections.Immutable;

namespace Uso.Grains.Upns;

/// <inheritdoc cref="IUpnIndexGrain"/>
[GrainType(GrainTypes.UpnIndex)]
internal sealed class UpnIndexGrain(
    [PersistentState(StorageNames.UpnIndex, StorageNames.Default)] IPersistentState<UpnIndexState> state) : Grain, IUpnIndexGrain
{
    public Task<ImmutableArray<UpnHolder>> LookupAsync(ImmutableArray<string> upns)
    {
        var found = ImmutableArray.CreateBuilder<UpnHolder>();
        foreach (var upn in upns)
        {
            if (state.State.Holders.TryGetValue(upn, out var username))
            {
                found.Add(new UpnHolder { Upn = upn, Username = username });
            }
        }

        return Task.FromResult(found.ToImmutable());
    }

    public async Task<ImmutableArray<UpnHolder>> AssignAsync(ImmutableArray<UpnHolder> holders)
    {
        var others = ImmutableArray.CreateBuilder<UpnHolder>();
        var changed = false;
        foreach (var holder in holders)
        {
            if (state.State.Holders.TryAdd(holder.Upn, holder.Username))
            {
                changed = true;
            }
            else if (state.State.Holders[holder.Upn] != holder.Username)
            {
                others.Add(holder with { Username = state.State.Holders[holder.Upn] });
            }
        }

        if (changed)
        {
            await WriteAsync();
        }

        return others.ToImmutable();
    }

    public async Task ReleaseAsync(ImmutableArray<UpnHolder> holders)
    {
        var changed = false;
        foreach (var holder in holders)
        {
            if (state.State.Holders.TryGetValue(holder.Upn, out var username) && username == holder.Username)
            {
                changed |= state.State.Holders.Remove(holder.Upn);
            }
        }

        if (changed)
        {
            await WriteAsync();
        }
    }

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}

using System.Collections.Immutable;

namespace Uso.Grains.Audit;

/// <inheritdoc cref="IAuditGrain"/>
[GrainType(GrainTypes.Audit)]
internal sealed class AuditGrain(
    [PersistentState(StorageNames.Audit, StorageNames.Default)] IPersistentState<AuditState> state) : Grain, IAuditGrain
{
    private const int LargestPage = 500;

    public async Task AppendAsync(AuditEntry entry)
    {
        if (state.State.Entries.Any(known => known.Id == entry.Id))
        {
            return;
        }

        state.State.Entries = state.State.Entries.Add(state.State.PeopleForgotten ? Nameless(entry) : entry);
        await WriteAsync();
    }

    public Task<ImmutableArray<AuditEntry>> GetAsync(int offset, int count) =>
        Task.FromResult(state.State.Entries.Skip(Math.Max(0, offset)).Take(Math.Clamp(count, 0, LargestPage)).ToImmutableArray());

    public async Task ForgetPeopleAsync()
    {
        if (state.State is { PeopleForgotten: false, Entries.IsEmpty: false })
        {
            state.State.Entries = [.. state.State.Entries.Select(Nameless)];
            state.State.PeopleForgotten = true;
            await WriteAsync();
        }
    }

    private static AuditEntry Nameless(AuditEntry entry) => entry with { People = [], Reason = null };

    private Task WriteAsync() => state.WriteOrLeaveAsync(this);
}

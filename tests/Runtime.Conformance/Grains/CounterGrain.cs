using Orleans;
using Orleans.Runtime;
using Uso.Testing;

namespace Uso.Runtime.Conformance.Grains;

/// <summary>A number that is kept.</summary>
public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> AddAsync(int amount);

    Task<int> GetAsync();

    Task ClearAsync();

    Task DeactivateAsync();

    /// <summary>Which activation answers.</summary>
    Task<Guid> InstanceAsync();

    ValueTask<string> KeyAsync();

    /// <summary>Who it is: its type and key, as in stored keys.</summary>
    ValueTask<string> IdentityAsync();

    Task ThrowAsync(string message);
}

[GenerateSerializer]
[Alias("conformance.counter-state")]
internal sealed record CounterState
{
    [Id(0)]
    public int Value { get; set; }
}

[GrainType(CounterGrain.Type)]
internal sealed class CounterGrain([PersistentState("counter", StorageNames.Default)] IPersistentState<CounterState> state) : Grain, ICounterGrain
{
    public const string Type = "tally";

    private readonly Guid _instance = Guid.NewGuid();

    public async Task<int> AddAsync(int amount)
    {
        state.State.Value += amount;
        await state.WriteStateAsync();
        return state.State.Value;
    }

    public Task<int> GetAsync() => Task.FromResult(state.State.Value);

    public Task ClearAsync() => state.ClearStateAsync();

    public Task DeactivateAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<Guid> InstanceAsync() => Task.FromResult(_instance);

    public ValueTask<string> KeyAsync() => ValueTask.FromResult(this.GetPrimaryKeyString());

    public ValueTask<string> IdentityAsync() => ValueTask.FromResult(this.GetGrainId().ToString());

    public Task ThrowAsync(string message) => throw new InvalidOperationException(message);
}

using Orleans;
using Orleans.Runtime;
using Uso.GrainInterfaces;

namespace Uso.Benchmarks.Runtime;

/// <summary>The smallest grain with a state.</summary>
public interface IBenchGrain : IGrainWithStringKey
{
    Task<int> PingAsync(int value);

    Task WriteAsync(int value);
}

[GenerateSerializer, Alias("uso.bench.state")]
internal sealed class BenchState
{
    [Id(0)] public int Value { get; set; }
}

internal sealed class BenchGrain([PersistentState("bench", StorageNames.Default)] IPersistentState<BenchState> state) : Grain, IBenchGrain
{
    public Task<int> PingAsync(int value) => Task.FromResult(value);

    public Task WriteAsync(int value)
    {
        state.State.Value = value;
        return state.WriteStateAsync();
    }
}

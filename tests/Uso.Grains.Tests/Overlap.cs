using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Uso.GrainInterfaces;

namespace Uso.Grains.Tests;

/// <summary>How many accounts are being written at once, at most.</summary>
/// <remarks>Nobody's write is begun before so many wait for theirs: however fast the storage is, what could be side by side is.</remarks>
internal sealed class Overlap(int wanted)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _now;
    private int _most;

    public int Most => _most;

    public IGrainStorage Around(IGrainStorage real) => new Counting(real, this);

    private async Task CountAsync(GrainId grain, Func<Task> write)
    {
        if (!grain.Type.ToString()!.Equals(GrainTypes.User, StringComparison.Ordinal))
        {
            await write();
            return;
        }

        var now = Interlocked.Increment(ref _now);
        InterlockedMax(ref _most, now);
        if (now >= wanted)
        {
            _reached.TrySetResult();
        }

        try
        {
            await _reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await write();
        }
        finally
        {
            Interlocked.Decrement(ref _now);
        }
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; seen < value; seen = target)
        {
            if (Interlocked.CompareExchange(ref target, value, seen) == seen)
            {
                return;
            }
        }
    }

    private sealed class Counting(IGrainStorage real, Overlap overlap) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            overlap.CountAsync(grainId, () => real.WriteStateAsync(stateName, grainId, grainState));

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ClearStateAsync(stateName, grainId, grainState);
    }
}

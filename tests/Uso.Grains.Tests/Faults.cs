using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Uso.Grains.Tests;

public enum FaultKind
{
    ThrowBefore,
    ThrowAfter,
    BlockBefore,
    BlockAfter,
}

/// <summary>Lets the n-th write from now fail or stand still, before or after it reached the storage.</summary>
internal sealed class Faults
{
    private TaskCompletionSource _hit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _only;
    private FaultKind _kind;
    private int _count;
    private int _times;

    /// <summary>Ends when the fault is met.</summary>
    public Task Hit => _hit.Task;

    /// <summary>Writes seen since the last <see cref="Arm"/>.</summary>
    public int Seen { get; private set; }

    /// <param name="kind">What happens.</param>
    /// <param name="at">At which write, from 1.</param>
    /// <param name="only">Of which grain type; any when null.</param>
    /// <param name="times">For how many writes in a row.</param>
    public void Arm(FaultKind kind, int at, string? only = null, int times = 1)
    {
        lock (this)
        {
            (_kind, _count, _only, _times, Seen) = (kind, at, only, times, 0);
            _hit = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Disarm() => Arm(FaultKind.ThrowBefore, int.MaxValue);

    public IGrainStorage Around(IGrainStorage real) => new FaultyStorage(real, this);

    private async Task WriteAsync(GrainId grain, Func<Task> write)
    {
        FaultKind? fault = null;
        lock (this)
        {
            if (_only is null || grain.Type.ToString()!.Contains(_only, StringComparison.OrdinalIgnoreCase))
            {
                Seen++;
                fault = Seen >= _count && Seen < _count + (long)_times ? _kind : null;
            }
        }

        if (fault is FaultKind.ThrowAfter or FaultKind.BlockAfter)
        {
            await write();
        }

        switch (fault)
        {
            case null:
                await write();
                break;
            case FaultKind.ThrowBefore or FaultKind.ThrowAfter:
                _hit.TrySetResult();
                throw new IOException("The disk is full, says the test.");
            default:
                _hit.TrySetResult();
                await new TaskCompletionSource().Task;
                break;
        }
    }

    private sealed class FaultyStorage(IGrainStorage real, Faults faults) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            faults.WriteAsync(grainId, () => real.WriteStateAsync(stateName, grainId, grainState));

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => real.ClearStateAsync(stateName, grainId, grainState);
    }
}

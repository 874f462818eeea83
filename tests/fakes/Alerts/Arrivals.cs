namespace Uso.Fakes.Alerts;

/// <summary>What arrived so far, and a signal for what is to come.</summary>
public sealed class Arrivals<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _all = [];
    private readonly List<(int Count, TaskCompletionSource Met)> _waiting = [];

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Ends once so many have arrived; fails after half a minute.</summary>
    public Task WaitAsync(int count)
    {
        lock (_gate)
        {
            var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_all.Count >= count)
            {
                met.SetResult();
            }

            _waiting.Add((count, met));
            return met.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    internal void Add(T arrival)
    {
        lock (_gate)
        {
            _all.Add(arrival);
            foreach (var (count, met) in _waiting.Where(one => one.Count <= _all.Count))
            {
                met.TrySetResult();
            }
        }
    }
}

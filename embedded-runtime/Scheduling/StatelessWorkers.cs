using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>The activations of one key of a stateless worker: an idle one takes the call, or a new one up to the limit.</summary>
internal sealed class StatelessWorkers(EmbeddedSilo silo, GrainClass grainClass, GrainId grainId)
{
    private readonly List<Activation> _workers = [];
    private int _next;

    public void Dispatch(Call call)
    {
        while (!Choose().TryEnqueue(call))
        {
            // The chosen one left in between; the next choice does not contain it.
        }
    }

    public void Remove(Activation worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }
    }

    public Activation[] Snapshot()
    {
        lock (_workers)
        {
            return [.. _workers];
        }
    }

    private Activation Choose()
    {
        Activation added;
        lock (_workers)
        {
            foreach (var worker in _workers)
            {
                if (!worker.IsBusy)
                {
                    return worker;
                }
            }

            if (_workers.Count >= grainClass.MaxLocal)
            {
                return _workers[_next++ % _workers.Count];
            }

            added = new Activation(silo, grainClass, grainId, this);
            _workers.Add(added);
        }

        silo.OnCreated(added);
        return added;
    }
}

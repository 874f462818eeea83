namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>Which call may start. Everything here runs under the activation's lock.</summary>
internal sealed partial class Activation
{
    /// <summary>Collects the calls that have waited too long.</summary>
    public void Sweep(long now, List<(Call Call, TimeSpan Timeout)> expired)
    {
        if (!IsBusy)
        {
            if (_tasks is not null)
            {
                lock (this)
                {
                    // A burst's queue is not kept by an idle grain.
                    _tasks = _tasks is { Count: 0 } ? null : _tasks;
                }
            }

            return;
        }

        lock (this)
        {
            for (var call = _running; call is not null; call = call.Next)
            {
                Check(call);
            }

            // A call that waits for nothing but a thread is about to run: it is not stuck, however much time has passed.
            var blocked = _state is ActivationState.Activating or ActivationState.Deactivating || _runningBlocking > 0 || _leaving;
            for (var call = blocked ? _pendingFirst : null; call is not null; call = call.Next)
            {
                Check(call);
            }
        }

        void Check(Call call)
        {
            var timeout = call.Timeout ?? Runtime.Options.ResponseTimeout;
            if (timeout != System.Threading.Timeout.InfiniteTimeSpan && !call.IsSettled && Runtime.Clock.GetElapsedTime(call.Started, now) >= timeout)
            {
                expired.Add((call, timeout));
            }
        }
    }

    private bool MayStart(Call call)
    {
        if (call.Interleaves)
        {
            return true;
        }

        // Once asked to leave, nothing new starts here but what running calls may be waiting for.
        return !_leaving && (_runningBlocking == 0 || (call.ReadsOnly && _runningReaders == _runningBlocking));
    }

    private Call? TakeStartable()
    {
        // A long queue behind a busy grain is not searched for what it does not hold.
        var readersMayJoin = _pendingReaders > 0 && !_leaving && _runningReaders == _runningBlocking;
        if (_pendingInterleaving == 0 && !readersMayJoin && (_leaving || _runningBlocking > 0))
        {
            return null;
        }

        Call? previous = null;
        var call = _pendingFirst;
        while (call is not null)
        {
            var next = call.Next;
            if (call.IsSettled)
            {
                // Nobody waits for it any more, so it is not started at all.
                Unlink(previous, call);
            }
            else if (MayStart(call))
            {
                Unlink(previous, call);
                AddRunning(call);
                return call;
            }
            else
            {
                previous = call;
            }

            call = next;
        }

        return null;
    }

    private void Append(Call call)
    {
        call.Next = null;
        if (_pendingLast is null)
        {
            _pendingFirst = call;
        }
        else
        {
            _pendingLast.Next = call;
        }

        _pendingLast = call;
        _pendingInterleaving += call.Interleaves ? 1 : 0;
        _pendingReaders += call.ReadsOnly ? 1 : 0;
    }

    private void Unlink(Call? previous, Call call)
    {
        if (previous is null)
        {
            _pendingFirst = call.Next;
        }
        else
        {
            previous.Next = call.Next;
        }

        if (ReferenceEquals(_pendingLast, call))
        {
            _pendingLast = previous;
        }

        call.Next = null;
        _pendingInterleaving -= call.Interleaves ? 1 : 0;
        _pendingReaders -= call.ReadsOnly ? 1 : 0;
    }

    private void AddRunning(Call call)
    {
        call.Next = _running;
        call.Previous = null;
        if (_running is not null)
        {
            _running.Previous = call;
        }

        _running = call;
        if (!call.Interleaves)
        {
            _runningBlocking++;
            _runningReaders += call.ReadsOnly ? 1 : 0;
        }
    }

    private void RemoveRunning(Call call)
    {
        if (call.Previous is null)
        {
            _running = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is not null)
        {
            call.Next.Previous = call.Previous;
        }

        call.Next = call.Previous = null;
        if (!call.Interleaves)
        {
            _runningBlocking--;
            _runningReaders -= call.ReadsOnly ? 1 : 0;
        }
    }
}

using Orleans;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>Starting, and stopping in order: no new work, running work ends, every grain deactivates.</summary>
internal sealed partial class EmbeddedSilo
{
    public void Start()
    {
        _ = Types.All;
        _state = SiloState.Running;
        StartSweeping();
        Log.Started(Logger, Types.All.Count);
    }

    /// <summary>Stops taking calls from outside, lets running ones end, then deactivates every grain, all before the deadline.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_state != SiloState.Running)
        {
            return;
        }

        _state = SiloState.Draining;
        await _stopping.CancelAsync();
        var reason = new DeactivationReason(DeactivationReasonCode.ShuttingDown, "The silo is stopping.");
        using var deadline = new CancellationTokenSource(Options.StopTimeout, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            // A leaving grain's running calls may still make others; those leave in the next round.
            while (Types.All.SelectMany(c => c.Activations).ToList() is { Count: > 0 } left)
            {
                foreach (var activation in left)
                {
                    activation.Deactivate(reason, CancellationToken.None);
                }

                await Task.WhenAll(left.Select(a => a.Deactivated)).WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException)
        {
            Log.NotDrained(Logger, LiveActivations);
        }

        await KillAsync();
    }

    /// <summary>Stops at once: nothing is drained, as in a crash.</summary>
    public async Task KillAsync()
    {
        _state = SiloState.Stopped;
        _sweep?.Dispose();
        await _stopping.CancelAsync();
        await _killed.CancelAsync();
        foreach (var activation in Types.All.SelectMany(c => c.Activations))
        {
            activation.Abandon();
        }
    }
}

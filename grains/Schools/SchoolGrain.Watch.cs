using Microsoft.Extensions.Logging;

namespace Uso.Grains.Schools;

/// <summary>Drives the active run and notices that it rests.</summary>
internal sealed partial class SchoolGrain
{
    private static readonly TimeSpan WatchWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(10);

    private IGrainTimer? _watch;

    /// <summary>Gives the active run its order, again if need be, and watches it.</summary>
    private async Task DriveAsync()
    {
        var run = GrainFactory.SyncRun(new RunKey(Urn, state.State.ActiveRun!));
        if (state.State.ActiveOrder is { } order && await run.GetStatusAsync() is null)
        {
            await run.StartAsync(order);
        }
        else
        {
            // Not another start: that would wait behind the run's work, and this school's callers behind that.
            await run.DriveAsync();
        }

        Watch();
    }

    private void Watch() =>
        _watch ??= this.RegisterGrainTimer(
            WatchAsync, new GrainTimerCreationOptions(TimeSpan.Zero, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });

    /// <summary>Waits for the active run outside the school's turns, then hands the news in through the front door.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (state.State.ActiveRun is { } runId && !cancellationToken.IsCancellationRequested)
            {
                var run = GrainFactory.SyncRun(new RunKey(Urn, runId));
                var since = time.GetTimestamp();
                var status = await run.WaitAsync(WatchWait).WaitAsync(cancellationToken);
                if (status?.IsAtRest() != false)
                {
                    // An activation that leaves must not wait for this: the call goes to the next one, which waits until this one has left.
                    await this.AsReference<ISchoolGrain>().RunRestedAsync(runId).WaitAsync(cancellationToken);
                    if (state.State.ActiveRun == runId)
                    {
                        // Approved or resumed meanwhile, or not started: whoever did that, or the reminder, looks again.
                        break;
                    }
                }
                else if (time.GetElapsedTime(since) < WatchWait)
                {
                    // A fault threw the run back to what is stored.
                    await Task.Delay(AfterFault, time, cancellationToken);
                    await run.DriveAsync().WaitAsync(cancellationToken);
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // This activation leaves; the reminder wakes the next one, which looks again.
        }
        catch (Exception exception)
        {
            // The reminder looks again within a minute.
            LogWatchFailed(exception, Urn.Value);
        }
        finally
        {
            _watch?.Dispose();
            _watch = null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "School {Urn} lost sight of its run and will look again")]
    private partial void LogWatchFailed(Exception exception, string urn);
}

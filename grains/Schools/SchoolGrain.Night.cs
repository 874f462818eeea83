using System.Globalization;
using Microsoft.Extensions.Logging;
using Uso.Mis;

namespace Uso.Grains.Schools;

/// <summary>The school's one reminder. A tick means "reconcile from state": a duplicate or a missed one is harmless.</summary>
internal sealed partial class SchoolGrain
{
    private const string Reminder = "sync";

    /// <summary>How soon a run that a crash stopped is looked after.</summary>
    private static readonly TimeSpan WatchPeriod = TimeSpan.FromMinutes(1);

    /// <summary>How soon a night is looked after whose tick was missed, or failed: every other tick sets the reminder anew.</summary>
    private static readonly TimeSpan CatchUpPeriod = TimeSpan.FromMinutes(10);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (state.State.ActiveRun is { } active)
        {
            await RunRestedAsync(active);
        }

        if (state.State.ActiveRun is not null)
        {
            await DriveAsync();
            return;
        }

        var now = time.GetUtcNow();
        if (state.State is { Details: not null, NextDue: { } due } && due <= now)
        {
            // Written together with the run that starts.
            state.State.NextDue = OvernightWindow.NextDue(Window(), Urn.Value, now);
            state.State.UpkeepDue = true;
            if (state.State.Stopped is { } before)
            {
                state.State.NightWaits = due;
                await ResumeAsync(before.RunId);
            }
            else
            {
                await StartNightAsync(due);
                if (state.State.ActiveRun is null)
                {
                    await UpkeepAsync();
                }
            }
        }

        if (state.State is { ActiveRun: null, Stopped: { } stopped } && stopped.ResumeAt <= now)
        {
            await ResumeAsync(stopped.RunId);
        }

        if (state.State.ActiveRun is null && await CutOverDueAsync() <= now)
        {
            await StartCutOverAsync();
        }

        if (state.State.ActiveRun is null)
        {
            await ScheduleAsync();
        }
    }

    private MisCadence? Cadence() => Descriptor()?.Schedule.Cadence;

    private SyncSchedule Window() => OvernightWindow.For(state.State.Schedule, Cadence());

    /// <summary>When data is next read by itself; null when it never is. The reminder ticks on other days too, for the upkeep.</summary>
    private DateTimeOffset? NextRun()
    {
        if (state.State is not { Schedule.Enabled: true, NextDue: { } due })
        {
            return null;
        }

        while (!OvernightWindow.IsRunDay(Cadence(), due))
        {
            due = OvernightWindow.NextDue(Window(), Urn.Value, due);
        }

        return due;
    }

    private async Task StartNightAsync(DateTimeOffset due)
    {
        // A pushed export is processed once; a pull finds out by itself whether anything is new.
        if (!state.State.Schedule.Enabled || !OvernightWindow.IsRunDay(Cadence(), due) || Descriptor() is null)
        {
            return;
        }

        if (Puller() is null && state.State.Uploads.LastOrDefault(upload => upload.State is not UploadState.Refused && IsOfThisMis(upload))?.State is not UploadState.Received)
        {
            return;
        }

        var outcome = await StartRunAsync(
            Caller.Service, new StartRun { OperationId = string.Create(CultureInfo.InvariantCulture, $"night-{due:yyyyMMddHHmm}") });
        if (outcome.Problem is { } problem)
        {
            LogNightNotStarted(Urn.Value, problem.Code);
        }
    }

    /// <summary>
    /// Sets the reminder: soon while a run is under way, else when the next night run is due. A night that fell due while another run was under way is
    /// still due: only the tick that takes it up moves it on.
    /// </summary>
    private async Task ScheduleAsync()
    {
        if (state.State.ActiveRun is not null)
        {
            await this.RegisterOrUpdateReminder(Reminder, WatchPeriod, WatchPeriod);
            return;
        }

        var now = time.GetUtcNow();
        var due = state.State.NextDue ?? OvernightWindow.NextDue(Window(), Urn.Value, now);
        if (state.State.NextDue != due)
        {
            state.State.NextDue = due;
            await WriteAsync();
        }

        if (await CutOverDueAsync() is { } cutOver && cutOver < due)
        {
            due = _cutOverTried && cutOver <= now ? now + CatchUpPeriod : cutOver;
        }

        if (state.State.Stopped is { } stopped && stopped.ResumeAt < due)
        {
            due = stopped.ResumeAt;
        }

        await this.RegisterOrUpdateReminder(Reminder, due > now ? due - now : TimeSpan.Zero, CatchUpPeriod);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Night run of school {Urn} was not started: {Code}")]
    private partial void LogNightNotStarted(string urn, string code);
}

using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Runtime;
using Orleans.Timers;
using Uso.EmbeddedRuntime.Scheduling;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Reminders;

/// <summary>
/// Keeps the reminders in the SQLite file and calls their grains. One timer, for the next tick of all. What was missed while the process was
/// down ticks once after the start, then on schedule.
/// </summary>
internal sealed class ReminderService(EmbeddedSilo silo, Database database, ILogger<ReminderService> logger) : IReminderRegistry, IReminderTable, IDisposable
{
    /// <summary>As in Orleans, whose default this is.</summary>
    private static readonly TimeSpan MinimumPeriod = TimeSpan.FromMinutes(1);

    /// <summary>The longest a timer is set for; longer waits are set again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<(GrainId, string), Reminder> _reminders = [];
    private readonly PriorityQueue<Reminder, DateTime> _due = new();
    private ITimer? _timer;

    public void Start()
    {
        using (ExecutionContext.SuppressFlow())
        {
            _timer = silo.Clock.CreateTimer(
                static service => ((ReminderService)service!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        lock (_gate)
        {
            foreach (var reminder in ReminderRows.ReadAll(database))
            {
                _reminders[(reminder.GrainId, reminder.Name)] = reminder;
                _due.Enqueue(reminder, reminder.Next);
            }

            SetTimer();
        }
    }

    public void Stop() => _timer?.Dispose();

    public void Dispose() => Stop();

    public async Task<IGrainReminder> RegisterOrUpdateReminder(GrainId callingGrainId, string reminderName, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        if (period < MinimumPeriod)
        {
            throw new ArgumentException($"A reminder's period is at least {MinimumPeriod}; {period} was asked for.", nameof(period));
        }

        var first = silo.Clock.GetUtcNow().UtcDateTime + dueTime;
        var reminder = new Reminder(callingGrainId, reminderName, first, period) { Next = first };
        await WriteAsync(ReminderWrite.Put(reminder));
        lock (_gate)
        {
            _reminders[(callingGrainId, reminderName)] = reminder;
            _due.Enqueue(reminder, first);
            SetTimer();
        }

        return reminder;
    }

    public async Task UnregisterReminder(GrainId callingGrainId, IGrainReminder reminder)
    {
        await WriteAsync(ReminderWrite.Remove(callingGrainId, reminder.ReminderName));
        lock (_gate)
        {
            // Its place in the queue is left; it is no longer the registered one when its turn comes.
            _reminders.Remove((callingGrainId, reminder.ReminderName));
        }
    }

    public Task<IGrainReminder?> GetReminder(GrainId callingGrainId, string reminderName)
    {
        lock (_gate)
        {
            return Task.FromResult<IGrainReminder?>(_reminders.GetValueOrDefault((callingGrainId, reminderName)));
        }
    }

    public Task<List<IGrainReminder>> GetReminders(GrainId callingGrainId)
    {
        lock (_gate)
        {
            return Task.FromResult(_reminders.Values.Where(r => r.GrainId.Equals(callingGrainId)).Cast<IGrainReminder>().ToList());
        }
    }

    /// <summary>All of them: one silo has the whole ring.</summary>
    public Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        lock (_gate)
        {
            return Task.FromResult(new ReminderTableData(_reminders.Values.Select(r => new ReminderEntry
            {
                GrainId = r.GrainId,
                ReminderName = r.Name,
                StartAt = r.First,
                Period = r.Period,
            })));
        }
    }

    private Task WriteAsync(ReminderWrite write)
    {
        database.Writer.Queue(write);
        return write.Done;
    }

    private void Tick()
    {
        var now = silo.Clock.GetUtcNow().UtcDateTime;
        List<Reminder> ticking = [];
        lock (_gate)
        {
            while (_due.TryPeek(out var reminder, out var due) && due <= now)
            {
                _due.Dequeue();
                if (IsRegistered(reminder))
                {
                    ticking.Add(reminder);
                }
            }

            SetTimer();
        }

        foreach (var reminder in ticking)
        {
            _ = DeliverAsync(reminder, now);
        }
    }

    private async Task DeliverAsync(Reminder reminder, DateTime now)
    {
        try
        {
            await silo.GrainFactory.GetGrain<IRemindable>(reminder.GrainId)
                .ReceiveReminder(reminder.Name, new TickStatus(reminder.First, reminder.Period, now));
        }
        catch (Exception e)
        {
            Log.ReminderFailed(logger, e, reminder.Name, reminder.GrainId);
        }

        if (silo.Stopping.IsCancellationRequested)
        {
            // A tick that the stop cut short counts as missed, and ticks again after the start.
            return;
        }

        var next = reminder.After(silo.Clock.GetUtcNow().UtcDateTime);
        lock (_gate)
        {
            if (!IsRegistered(reminder))
            {
                return;
            }

            reminder.Next = next;
            _due.Enqueue(reminder, next);
            SetTimer();
        }

        try
        {
            await WriteAsync(ReminderWrite.Note(reminder));
        }
        catch (Exception e)
        {
            Log.ReminderNotNoted(logger, e, reminder.Name, reminder.GrainId);
        }
    }

    private bool IsRegistered(Reminder reminder) =>
        _reminders.TryGetValue((reminder.GrainId, reminder.Name), out var registered) && ReferenceEquals(registered, reminder);

    private void SetTimer()
    {
        if (_due.TryPeek(out _, out var due))
        {
            var wait = due - silo.Clock.GetUtcNow().UtcDateTime;
            _timer?.Change(wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait, Timeout.InfiniteTimeSpan);
        }
    }
}

/// <summary>One reminder.</summary>
internal sealed class Reminder(GrainId grainId, string name, DateTime first, TimeSpan period) : IGrainReminder
{
    public GrainId GrainId => grainId;

    public string Name => name;

    string IGrainReminder.ReminderName => name;

    public DateTime First => first;

    public TimeSpan Period => period;

    public DateTime Next { get; set; }

    /// <summary>The first tick on schedule after a moment.</summary>
    public DateTime After(DateTime now) => now < first ? first : first + (period * (Math.Floor((now - first) / period) + 1));
}

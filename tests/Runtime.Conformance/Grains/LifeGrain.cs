using Orleans;
using Orleans.Runtime;

namespace Uso.Runtime.Conformance.Grains;

/// <summary>Shows how a grain comes, ticks and goes.</summary>
public interface ILifeGrain : IGrainWithStringKey
{
    Task PingAsync();

    Task LeaveAsync();

    Task StartTimerAsync(TimeSpan due, TimeSpan period);

    Task StopTimerAsync();

    Task HoldAsync(string signal);

    Task<bool> RemindAsync(string name, TimeSpan due, TimeSpan period);

    Task<bool> ForgetAsync(string name);

    Task<string[]> RemindersAsync();
}

internal sealed class LifeGrain : Grain, ILifeGrain, IRemindable
{
    private IGrainTimer? _timer;
    private int _ticks;

    private string Key => this.GetPrimaryKeyString();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Signals.Note(Key, "activate");
        return Key.StartsWith("bad", StringComparison.Ordinal) ? throw new InvalidOperationException("cannot activate") : Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Signals.Note(Key, $"deactivate {reason.ReasonCode}");
        Signals.Set($"{Key}/gone");
        return Task.CompletedTask;
    }

    public Task PingAsync() => Task.CompletedTask;

    public Task LeaveAsync()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task StartTimerAsync(TimeSpan due, TimeSpan period)
    {
        _timer = this.RegisterGrainTimer(TickAsync, new GrainTimerCreationOptions { DueTime = due, Period = period });
        return Task.CompletedTask;
    }

    public Task StopTimerAsync()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task HoldAsync(string signal)
    {
        Signals.Set($"{Key}/held");
        return Signals.Of(signal, CancellationToken.None);
    }

    public async Task<bool> RemindAsync(string name, TimeSpan due, TimeSpan period)
    {
        var reminder = await this.RegisterOrUpdateReminder(name, due, period);
        return reminder.ReminderName == name;
    }

    public async Task<bool> ForgetAsync(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<string[]> RemindersAsync() => [.. (await this.GetReminders()).Select(r => r.ReminderName).Order()];

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Signals.Note($"{Key}/reminders", reminderName);
        Signals.Set($"{Key}/{reminderName}{Signals.Noted($"{Key}/reminders").Length}");
        return Task.CompletedTask;
    }

    private Task TickAsync(CancellationToken token)
    {
        _ticks++;
        Signals.Note(Key, $"tick {_ticks}");
        Signals.Set($"{Key}/tick{_ticks}");
        return Task.CompletedTask;
    }
}

/// <summary>Two activations' worth of state under one name: the second writer loses.</summary>
public interface IConflictGrain : IGrainWithStringKey
{
    Task<(string? Before, string? After)> ConflictAsync();
}

internal sealed class ConflictGrain(
    [PersistentState("shared", Uso.Testing.StorageNames.Default)] IPersistentState<CounterState> first,
    [PersistentState("shared", Uso.Testing.StorageNames.Default)] IPersistentState<CounterState> second) : Grain, IConflictGrain
{
    public async Task<(string? Before, string? After)> ConflictAsync()
    {
        var before = first.Etag;
        first.State.Value = 1;
        await first.WriteStateAsync();
        second.State.Value = 2;
        await second.WriteStateAsync();
        return (before, first.Etag);
    }
}

using Orleans;
using Orleans.Runtime;
using Uso.Testing;

namespace Uso.EmbeddedRuntime.Tests;

/// <summary>A name that is kept, for many keys at once.</summary>
public interface IBriefGrain : IGrainWithStringKey
{
    Task TouchAsync();
}

[CollectionAgeLimit(Minutes = 2)]
internal sealed class BriefGrain : Grain, IBriefGrain
{
    public Task TouchAsync() => Task.CompletedTask;
}

public interface INameGrain : IGrainWithStringKey
{
    Task SetAsync(string name);

    Task<string> GetAsync();

    Task TouchAsync();
}

[GenerateSerializer]
[Alias("tests.name-state")]
internal sealed record NameState
{
    [Id(0)]
    public string Name { get; set; } = "";
}

internal sealed class NameGrain([PersistentState("name", StorageNames.Default)] IPersistentState<NameState> state) : Grain, INameGrain
{
    public Task SetAsync(string name)
    {
        state.State.Name = name;
        return state.WriteStateAsync();
    }

    public Task<string> GetAsync() => Task.FromResult(state.State.Name);

    public Task TouchAsync() => Task.CompletedTask;
}

/// <summary>Calls that wait, for timeouts and for stopping.</summary>
public interface IChainGrain : IGrainWithStringKey
{
    /// <summary>Passes through the given grains and waits at the last.</summary>
    Task ThroughAsync(string[] path);

    Task HoldAsync(string signal);

    Task<Forgetful> ForgetAsync(Forgetful value);

    Task<object> UnmarkedAsync(Unmarked value);
}

[GenerateSerializer]
[Alias("tests.forgetful")]
public sealed record Forgetful
{
    [Id(0)]
    public string Kept { get; init; } = "";

    public string Lost { get; init; } = "";
}

public sealed record Unmarked
{
    public string Text { get; init; } = "";
}

internal sealed class ChainGrain(Gate gate) : Grain, IChainGrain
{
    public Task ThroughAsync(string[] path) => path.Length == 0
        ? gate.Opened.Task
        : GrainFactory.GetGrain<IChainGrain>(path[0]).ThroughAsync(path[1..]);

    public async Task HoldAsync(string signal)
    {
        gate.Entered.TrySetResult();
        await gate.Opened.Task;
        gate.Ended = true;
    }

    public Task<Forgetful> ForgetAsync(Forgetful value) => Task.FromResult(value);

    public Task<object> UnmarkedAsync(Unmarked value) => Task.FromResult<object>(value);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        gate.Deactivated = true;
        return Task.CompletedTask;
    }
}

/// <summary>Where the test and its grains meet.</summary>
public sealed class Gate
{
    public TaskCompletionSource Opened { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Ended { get; set; }

    public bool Deactivated { get; set; }
}

/// <summary>Counts its reminders' ticks.</summary>
public interface IAlarmGrain : IGrainWithStringKey
{
    Task SetAsync(TimeSpan due, TimeSpan period);

    Task<int> TicksAsync();
}

internal sealed class AlarmGrain([PersistentState("ticks", StorageNames.Default)] IPersistentState<AlarmState> state) : Grain, IAlarmGrain, IRemindable
{
    public Task SetAsync(TimeSpan due, TimeSpan period) => this.RegisterOrUpdateReminder("alarm", due, period);

    public Task<int> TicksAsync() => Task.FromResult(state.State.Ticks);

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        state.State.Ticks++;
        await state.WriteStateAsync();
        if (this.GetPrimaryKeyString() == "failing")
        {
            throw new InvalidOperationException("tick failed");
        }
    }
}

[GenerateSerializer]
[Alias("tests.alarm-state")]
internal sealed record AlarmState
{
    [Id(0)]
    public int Ticks { get; set; }
}

using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>A persistent state whose type is not known where it is handled.</summary>
internal abstract class PersistentState
{
    /// <summary>Reads the state before the grain activates.</summary>
    public abstract Task LoadAsync();

    /// <summary>How a constructor's parameter gets its state.</summary>
    public static Func<Activation, List<PersistentState>, object?> Plan(
        EmbeddedSilo silo, string grainType, Type stateType, PersistentStateAttribute named)
    {
        var plan = typeof(PersistentState).GetMethod(nameof(PlanFor), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(stateType);
        return (Func<Activation, List<PersistentState>, object?>)plan.Invoke(null, [silo, grainType, named])!;
    }

    private static Func<Activation, List<PersistentState>, object?> PlanFor<T>(EmbeddedSilo silo, string grainType, PersistentStateAttribute named)
    {
        var storageName = named.StorageName ?? silo.Options.DefaultStorageName;
        var create = CreateNew<T>();
        PersistentStatePlan<T>? plan = null;
        return (activation, states) =>
        {
            plan ??= new PersistentStatePlan<T>(
                named.StateName,
                silo.Services.GetKeyedService<IGrainStorage>(storageName) ?? throw new OrleansConfigurationException(
                    $"Grain type \"{grainType}\" keeps its state \"{named.StateName}\" in a storage named \"{storageName}\", and there is none."),
                create);
            var state = new PersistentState<T>(plan, activation.GrainId);
            states.Add(state);
            return state;
        };
    }

    private static Func<T> CreateNew<T>() => typeof(T).IsValueType
        ? static () => default!
        : typeof(T).GetConstructor(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, Type.EmptyTypes) is { } constructor
            ? Expression.Lambda<Func<T>>(Expression.New(constructor)).Compile()
            : static () => (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
}

/// <summary>What all states of one name have in common.</summary>
internal sealed record PersistentStatePlan<T>(string Name, IGrainStorage Storage, Func<T> Create);

/// <summary>One state of one grain.</summary>
internal sealed class PersistentState<T>(PersistentStatePlan<T> plan, GrainId grainId) : PersistentState, IPersistentState<T>, IGrainState<T>
{
    public T State { get; set; } = plan.Create();

    public string? Etag { get; private set; }

    public bool RecordExists { get; private set; }

    string? IGrainState<T>.ETag
    {
        get => Etag;
        set => Etag = value;
    }

    bool IGrainState<T>.RecordExists
    {
        get => RecordExists;
        set => RecordExists = value;
    }

    T? IGrainState<T>.State
    {
        get => State;
        set => State = value ?? plan.Create();
    }

    public override Task LoadAsync() => ReadStateAsync();

    public Task ReadStateAsync() => plan.Storage.ReadStateAsync(plan.Name, grainId, this);

    public Task WriteStateAsync() => plan.Storage.WriteStateAsync(plan.Name, grainId, this);

    public Task ClearStateAsync() => plan.Storage.ClearStateAsync(plan.Name, grainId, this);

    public Task ReadStateAsync(CancellationToken cancellationToken) => plan.Storage.ReadStateAsync(plan.Name, grainId, this, cancellationToken);

    public Task WriteStateAsync(CancellationToken cancellationToken) => plan.Storage.WriteStateAsync(plan.Name, grainId, this, cancellationToken);

    public Task ClearStateAsync(CancellationToken cancellationToken) => plan.Storage.ClearStateAsync(plan.Name, grainId, this, cancellationToken);
}

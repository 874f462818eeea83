using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>What the runtime knows of one grain class, found out once, and the directory of its activations.</summary>
internal sealed class GrainClass
{
    private readonly EmbeddedSilo _silo;
    private readonly Func<object?[], object> _construct;
    private readonly Func<Activation, List<PersistentState>, object?>[] _arguments;

    public GrainClass(EmbeddedSilo silo, Type type)
    {
        _silo = silo;
        Type = type;
        Name = type.GetCustomAttribute<GrainTypeAttribute>()?.GetGrainType(silo.Services, type).ToString() ?? DefaultName(type);
        GrainType = GrainType.Create(Name);
        MaxLocal = type.GetCustomAttribute<StatelessWorkerAttribute>()?.MaxLocal ?? 0;
        var limit = type.GetCustomAttribute<CollectionAgeLimitAttribute>();
        KeepAlive = type.IsDefined(typeof(KeepAliveAttribute)) || limit is { AlwaysActive: true };
        AgeLimit = limit?.AgeLimit;
        Statistic = $"{type.FullName},{type.Assembly.GetName().Name}";
        (_construct, _arguments) = PlanConstruction();
    }

    public Type Type { get; }

    /// <summary>The grain's kind, as in its identity and in storage.</summary>
    public string Name { get; }

    public GrainType GrainType { get; }

    /// <summary>How many activations one key may have; zero for a grain that is not a stateless worker.</summary>
    public int MaxLocal { get; }

    public bool KeepAlive { get; }

    public TimeSpan? AgeLimit { get; }

    /// <summary>The class as statistics call it.</summary>
    public string Statistic { get; }

    public ConcurrentDictionary<string, Activation> Directory { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, StatelessWorkers> Workers { get; } = new(StringComparer.Ordinal);

    public IEnumerable<Activation> Activations =>
        MaxLocal == 0 ? Directory.Select(p => p.Value) : Workers.SelectMany(p => p.Value.Snapshot());

    public Activation GetOrCreate(GrainId grainId)
    {
        var key = grainId.Key.ToString();
        if (Directory.TryGetValue(key, out var found))
        {
            return found;
        }

        var created = new Activation(_silo, this, grainId, null);
        found = Directory.GetOrAdd(key, created);
        if (ReferenceEquals(found, created))
        {
            _silo.OnCreated(created);
        }

        return found;
    }

    /// <summary>Makes the instance; the persistent states its constructor asked for are still to be read.</summary>
    public object Create(Activation activation, out IReadOnlyList<PersistentState> states)
    {
        var asked = new List<PersistentState>(1);
        var values = new object?[_arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _arguments[i](activation, asked);
        }

        states = asked;
        return _construct(values);
    }

    // As Orleans does it: SchoolGrain is "school".
    private static string DefaultName(Type type)
    {
        var name = type.Name;
        return (name.EndsWith("Grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name).ToLowerInvariant();
    }

    private (Func<object?[], object>, Func<Activation, List<PersistentState>, object?>[]) PlanConstruction()
    {
        var constructors = Type.GetConstructors(BindingFlags.Instance | BindingFlags.Public);
        var chosen = constructors.FirstOrDefault(c => c.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? constructors.MaxBy(c => c.GetParameters().Length)
            ?? throw new OrleansConfigurationException($"Grain class {Type.FullName} has no public constructor.");
        var parameters = chosen.GetParameters();
        var values = Expression.Parameter(typeof(object?[]));
        var construct = Expression.Lambda<Func<object?[], object>>(
            Expression.New(chosen, parameters.Select((p, i) =>
                (Expression)Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), p.ParameterType))),
            values).Compile();
        return (construct, [.. parameters.Select(PlanArgument)]);
    }

    private Func<Activation, List<PersistentState>, object?> PlanArgument(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is { } named)
        {
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
            {
                throw new OrleansConfigurationException($"{Type.FullName}: parameter {parameter.Name} is not an IPersistentState<T>.");
            }

            return PersistentState.Plan(_silo, Name, type.GetGenericArguments()[0], named);
        }

        if (type == typeof(IGrainContext))
        {
            return (activation, _) => activation;
        }

        if (_silo.IsSingleton(type))
        {
            // Resolved at the first activation, not now: the service may need the runtime itself.
            object? singleton = null;
            return (_, _) => singleton ??= _silo.Services.GetRequiredService(type);
        }

        var key = parameter.GetCustomAttribute<FromKeyedServicesAttribute>()?.Key;
        if (key is not null)
        {
            return (activation, _) => activation.ActivationServices.GetRequiredKeyedService(type, key);
        }

        return parameter.HasDefaultValue
            ? (activation, _) => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue
            : (activation, _) => activation.ActivationServices.GetRequiredService(type);
    }
}

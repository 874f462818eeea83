using System.Collections.Concurrent;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Scheduling;

/// <summary>Finds the class that implements a grain interface.</summary>
internal sealed class GrainTypes
{
    private readonly List<GrainClass> _classes = [];
    private readonly Dictionary<string, GrainClass> _byName = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(Type, string?), GrainClass> _byInterface = new();

    public GrainTypes(EmbeddedSilo silo, IEnumerable<Assembly> assemblies)
    {
        var types = assemblies.Append(typeof(GrainTypes).Assembly).Distinct().SelectMany(a => a.GetTypes())
            .Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false })
            .Where(t => typeof(IGrainBase).IsAssignableFrom(t) && typeof(IGrain).IsAssignableFrom(t));
        foreach (var type in types)
        {
            var found = new GrainClass(silo, type);
            if (!_byName.TryAdd(found.Name, found))
            {
                throw new OrleansConfigurationException(
                    $"{type.FullName} and {_byName[found.Name].Type.FullName} are both grain type \"{found.Name}\"; name one with [GrainType].");
            }

            _classes.Add(found);
        }
    }

    public IReadOnlyList<GrainClass> All => _classes;

    public GrainClass? ByName(string grainType) => _byName.GetValueOrDefault(grainType);

    public GrainClass Implementing(Type grainInterface, string? classNamePrefix) => _byInterface.GetOrAdd((grainInterface, classNamePrefix), Find);

    private GrainClass Find((Type Interface, string? Prefix) wanted)
    {
        var found = _classes.Where(c => wanted.Interface.IsAssignableFrom(c.Type)
            && (wanted.Prefix is null || c.Type.FullName!.StartsWith(wanted.Prefix, StringComparison.Ordinal))).ToList();
        if (found.Count > 1)
        {
            // As in Orleans, the class named after the interface is meant when several implement it.
            var named = found.Where(c => "I" + c.Type.Name == wanted.Interface.Name).ToList();
            found = named.Count == 1 ? named : found;
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw new ArgumentException($"Could not find an implementation for interface {wanted.Interface.FullName}."),
            _ => throw new ArgumentException(
                $"Several classes implement {wanted.Interface.FullName}: {string.Join(", ", found.Select(c => c.Type.FullName))}. Give a class name prefix."),
        };
    }
}

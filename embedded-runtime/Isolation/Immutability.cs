using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using Orleans;
using Orleans.Runtime;

namespace Uso.EmbeddedRuntime.Isolation;

/// <summary>Decides, once for each type, whether its values can change.</summary>
internal static class Immutability
{
    private static readonly HashSet<Type> Known =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(Int128), typeof(UInt128), typeof(Half), typeof(GrainId), typeof(GrainType), typeof(IdSpan),
        typeof(SiloAddress), typeof(System.Net.IPAddress),
    ];

    private static readonly HashSet<Type> KnownGenerics =
    [
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(FrozenDictionary<,>), typeof(FrozenSet<>), typeof(IImmutableList<>), typeof(IImmutableDictionary<,>), typeof(IImmutableSet<>),
        typeof(KeyValuePair<,>), typeof(Nullable<>), typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>),
    ];

    private static readonly ConcurrentDictionary<Type, bool> Decisions = new();

    /// <summary>Values that even the strict wire form would give back just as they are.</summary>
    public static bool IsTrivial(Type type) => type.IsPrimitive || type.IsEnum || Known.Contains(type)
        || (Nullable.GetUnderlyingType(type) is { } inner && IsTrivial(inner));

    public static bool IsImmutable(Type type) => Decisions.TryGetValue(type, out var known) ? known : Decide(type, []);

    private static bool Decide(Type type, HashSet<Type> open)
    {
        if (Decisions.TryGetValue(type, out var known))
        {
            return known;
        }

        if (!open.Add(type))
        {
            // A type that contains itself is as changeable as the rest of it.
            return true;
        }

        var decision = Judge(type, open);
        open.Remove(type);
        // What was decided with a guess still open further up is not kept.
        if (open.Count == 0 || !decision)
        {
            Decisions[type] = decision;
        }

        return decision;
    }

    private static bool Judge(Type type, HashSet<Type> open)
    {
        if (IsTrivial(type) || type == typeof(CancellationToken) || type.IsDefined(typeof(ImmutableAttribute), inherit: false))
        {
            return true;
        }

        if (type.IsGenericType && (KnownGenerics.Contains(type.GetGenericTypeDefinition()) || IsValueTuple(type)))
        {
            return type.GetGenericArguments().All(a => Decide(a, open));
        }

        if (typeof(GrainReference).IsAssignableFrom(type))
        {
            return true;
        }

        if (type.IsInterface || type.IsArray || type == typeof(object) || typeof(Delegate).IsAssignableFrom(type))
        {
            return false;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            return false;
        }

        return FieldsNeverChange(type, open) && (type.IsSealed || type.IsValueType || Derived(type).All(t => Decide(t, open)));
    }

    private static bool FieldsNeverChange(Type type, HashSet<Type> open)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            foreach (var field in level.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // A struct is copied as it is handed over, so its own fields need not be read-only.
                if (!((field.IsInitOnly || type.IsValueType || IsInitOnlyProperty(field)) && Decide(field.FieldType, open)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsInitOnlyProperty(FieldInfo field)
    {
        if (!field.Name.StartsWith('<'))
        {
            return false;
        }

        var property = field.DeclaringType!.GetProperty(
            field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)],
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        return property is not null && (property.SetMethod is null || property.SetMethod.ReturnParameter.GetRequiredCustomModifiers()
            .Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)));
    }

    private static bool IsValueTuple(Type type) => type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal);

    // A class others can derive from is judged with what derives from it where it is declared.
    private static IEnumerable<Type> Derived(Type type) => type.Assembly.GetTypes().Where(t => t.IsSubclassOf(type));
}

using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using Uso.ClientApi;
using Uso.GrainInterfaces;
using Uso.Grains.Hosting;
using Uso.Matching;
using Uso.Mis;

namespace Uso.Architecture.Tests;

/// <summary>What the assemblies hold, by reflection.</summary>
internal static class Code
{
    public static readonly Assembly ClientApi = typeof(ClientApiHost).Assembly;
    public static readonly Assembly Grains = typeof(UsoGrainOptions).Assembly;
    public static readonly Assembly GrainInterfaces = typeof(TypeAliases).Assembly;
    public static readonly Assembly Matching = typeof(AccountIndex).Assembly;
    public static readonly Assembly Mis = typeof(MisCatalog).Assembly;
    public static readonly Assembly Runtime = typeof(IGrainFactory).Assembly;

    /// <summary>Interfaces of grains, by name.</summary>
    public static IReadOnlyList<Type> Interfaces { get; } =
        [.. GrainInterfaces.GetTypes().Where(IsGrainInterface).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Classes of grains, by name.</summary>
    public static IReadOnlyList<Type> Classes { get; } =
        [.. Grains.GetTypes().Where(type => typeof(Grain).IsAssignableFrom(type)).OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Everything in the contracts' assembly that says it crosses.</summary>
    public static IReadOnlyList<Type> Contracts { get; } =
        [.. GrainInterfaces.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).OrderBy(AliasOf, StringComparer.Ordinal)];

    /// <summary>Everything in the grains' assembly that is stored, and what it consists of.</summary>
    public static IReadOnlyList<Type> States { get; } =
        [.. Grains.GetTypes().Where(type => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false)).OrderBy(AliasOf, StringComparer.Ordinal)];

    /// <summary>The persistent states that grains ask for: grain, state type, state's name, storage's name.</summary>
    public static IReadOnlyList<(Type Grain, Type State, PersistentStateAttribute Names)> PersistentStates { get; } =
    [
        .. from grain in Classes
           from parameter in grain.GetConstructors().Single().GetParameters()
           let names = parameter.GetCustomAttribute<PersistentStateAttribute>()
           where names is not null
           select (grain, parameter.ParameterType.GetGenericArguments()[0], names),
    ];

    /// <summary>ISchoolGrain is the interface of SchoolGrain.</summary>
    public static string GrainName(Type grainInterface) => grainInterface.Name[1..];

    public static string? AliasOf(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias;

    public static bool IsGrainInterface(Type type) => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type) && type.Assembly == GrainInterfaces;

    /// <summary>"interleaves", "read-only", or null.</summary>
    public static string? Scheduling(MethodInfo method) =>
        method.IsDefined(typeof(AlwaysInterleaveAttribute)) ? "interleaves" : method.IsDefined(typeof(ReadOnlyAttribute)) ? "read-only" : null;

    /// <summary>Properties that are part of the wire form, by number.</summary>
    public static IReadOnlyList<(uint Id, PropertyInfo Property)> Members(Type type) =>
    [
        .. from property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           let id = property.GetCustomAttribute<IdAttribute>()
           where id is not null
           orderby id.Id
           select (id.Id, property),
    ];

    public static bool IsInitOnly(PropertyInfo property) =>
        property.SetMethod?.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) == true;

    /// <summary>A record has a method that no source can spell.</summary>
    public static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;

    /// <summary>The type as the source writes it, without namespaces.</summary>
    public static string NameOf(Type type, NullabilityInfo? nullability = null)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
        {
            return $"{NameOf(value)}?";
        }

        var mark = !type.IsValueType && nullability?.ReadState is NullabilityState.Nullable ? "?" : "";
        var name = type.DeclaringType is { } outer && !type.IsGenericParameter ? $"{outer.Name}.{type.Name}" : type.Name;
        if (!type.IsGenericType)
        {
            return $"{name}{mark}";
        }

        var arguments = type.GetGenericArguments()
            .Select((argument, i) => NameOf(argument, nullability?.GenericTypeArguments is { } known && known.Length > i ? known[i] : null));
        return $"{name[..name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", arguments)}>{mark}";
    }
}

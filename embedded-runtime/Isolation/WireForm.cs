using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using Orleans;

namespace Uso.EmbeddedRuntime.Isolation;

/// <summary>
/// The strict form of <c>IsolateEverything</c>: members go by their number, and what real serialisation would lose or refuse is an error.
/// </summary>
internal static class WireForm
{
    public static void Apply(JsonTypeInfo info)
    {
        var type = info.Type;
        if (info.Kind != JsonTypeInfoKind.Object || !IsOurs(type))
        {
            return;
        }

        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            throw new NotSupportedException($"{type.FullName} crosses between grains but has no [GenerateSerializer].");
        }

        RefuseUnreadableAlias(type);
        RefuseForgottenMembers(type, info);
        NumberMembers(type, info);
    }

    // Orleans reads an alias as it reads a type's name, in which a generic type tells how many parameters follow.
    private static void RefuseUnreadableAlias(Type type)
    {
        if (type.IsGenericType
            && type.GetCustomAttribute<AliasAttribute>() is { } named
            && !named.Alias.EndsWith(string.Create(CultureInfo.InvariantCulture, $"`{type.GetGenericArguments().Length}"), StringComparison.Ordinal))
        {
            throw new NotSupportedException($"The alias \"{named.Alias}\" of {type.FullName} must end in ` and the number of its type parameters.");
        }
    }

    /// <summary>A type of the solution or its tests, not of a library that has its own serialisers.</summary>
    private static bool IsOurs(Type type)
    {
        var name = type.Assembly.GetName().Name!;
        return type.Assembly != typeof(WireForm).Assembly
            && !name.StartsWith("System.", StringComparison.Ordinal)
            && !name.StartsWith("Microsoft.", StringComparison.Ordinal)
            && name is not ("mscorlib" or "netstandard");
    }

    // Looks at fields, because those are what serialisation keeps: a property with a field behind it and no number is lost on the way.
    private static void RefuseForgottenMembers(Type type, JsonTypeInfo info)
    {
        var positional = PositionalNames(type);
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            MemberInfo member = field;
            if (field.Name.StartsWith('<') && field.Name.IndexOf('>', StringComparison.Ordinal) is > 0 and var end)
            {
                var name = field.Name[1..end];
                if (type.GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not { } property)
                {
                    continue;
                }

                member = property;
            }

            if (!member.IsDefined(typeof(IdAttribute)) && !member.IsDefined(typeof(NonSerializedAttribute)) && !positional.Contains(member.Name))
            {
                throw new NotSupportedException($"{type.FullName}.{member.Name} has no [Id], so it would be lost between grains.");
            }
        }
    }

    private static void NumberMembers(Type type, JsonTypeInfo info)
    {
        var taken = new Dictionary<(Type Declaring, uint Id), string>();
        foreach (var property in info.Properties)
        {
            if (property.AttributeProvider is not MemberInfo member || member.GetCustomAttribute<IdAttribute>() is not { } id)
            {
                continue;
            }

            if (!taken.TryAdd((member.DeclaringType!, id.Id), member.Name))
            {
                throw new NotSupportedException(
                    $"{type.FullName}.{member.Name} has [Id({id.Id})], which {taken[(member.DeclaringType!, id.Id)]} has already.");
            }

            // A number is unique within the class that declares it, as in Orleans. Constructor parameters are bound by name, so those stay.
            if (property.AssociatedParameter is null)
            {
                property.Name = $"{Depth(member.DeclaringType!)}:{id.Id}";
            }
        }
    }

    private static int Depth(Type type) => type.BaseType is null ? 0 : 1 + Depth(type.BaseType);

    // The parameters of a record's primary constructor have numbers without being told.
    private static HashSet<string> PositionalNames(Type type)
    {
        var isRecord = type.GetMethod("<Clone>$") is not null
            || type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(c => c.GetParameters() is { Length: > 0 } p && p[0].ParameterType != type)
            .MaxBy(c => c.GetParameters().Length);
        return isRecord && constructor is not null ? [.. constructor.GetParameters().Select(p => p.Name!)] : [];
    }
}

using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Uso.EmbeddedRuntime.Json;

/// <summary>How grain states and copied arguments are written as JSON. The cluster build's silo compiles this file too, so that states are the same.</summary>
internal static class GrainJson
{
    /// <summary>Options under which private setters, get-only collections and closed hierarchies come back as they went.</summary>
    public static JsonSerializerOptions Create(Action<JsonTypeInfo>? also = null, params IEnumerable<JsonConverter> converters)
    {
        var resolver = new DefaultJsonTypeInfoResolver();
        resolver.Modifiers.Add(CompleteMembers);
        resolver.Modifiers.Add(LeaveOutNothing);
        resolver.Modifiers.Add(NameDerivedTypes);
        if (also is not null)
        {
            resolver.Modifiers.Add(also);
        }

        var options = new JsonSerializerOptions
        {
            TypeInfoResolver = resolver,
            IncludeFields = true,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            AllowOutOfOrderMetadataProperties = true,
            Converters = { new JsonStringEnumConverter(), new ImmutableArrayConverter(), new KeyedPairsConverter(), new GrainIdConverter() },
        };
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        return options;
    }

    /// <summary>The field behind an automatic property; null for a computed one.</summary>
    public static FieldInfo? BackingField(PropertyInfo property) => property.DeclaringType!.GetField(
        $"<{property.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    // A property with a private setter or none at all is state too, if there is a field behind it; a computed one is not.
    private static void CompleteMembers(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            var property = info.Properties[i];
            if (property.AttributeProvider is PropertyInfo member && property.Set is null && property.AssociatedParameter is null)
            {
                if (BackingField(member) is { } field)
                {
                    property.Set = field.SetValue;
                }
                else if (!member.CanWrite)
                {
                    info.Properties.RemoveAt(i);
                }
            }
        }

        // Members that are numbered are state whatever their visibility.
        foreach (var member in info.Type.GetMembers(BindingFlags.Instance | BindingFlags.NonPublic))
        {
            if (member.IsDefined(typeof(Orleans.IdAttribute)) && info.Properties.All(p => p.Name != member.Name))
            {
                AddHidden(info, member);
            }
        }
    }

    // Nulls and empty arrays that a new object has anyway are half of what most states would write and read.
    private static void LeaveOutNothing(JsonTypeInfo info)
    {
        if (info.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var fresh = info.Type.IsAbstract ? null : info.CreateObject?.Invoke();
        foreach (var property in info.Properties.Where(one => one is { IsRequired: false, Get: not null, ShouldSerialize: null }))
        {
            var start = property.AssociatedParameter is { } parameter ? parameter.DefaultValue
                : fresh is null ? property
                : property.Get!(fresh);
            if (start is null && (!property.PropertyType.IsValueType || Nullable.GetUnderlyingType(property.PropertyType) is not null))
            {
                property.ShouldSerialize = static (_, value) => value is not null;
            }
            else if (start is not null && start.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
                && start.Equals(type.GetField(nameof(ImmutableArray<int>.Empty))!.GetValue(null)))
            {
                var differs = typeof(GrainJson).GetMethod(nameof(IsNotEmpty), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type.GetGenericArguments());
                property.ShouldSerialize = differs.CreateDelegate<Func<object, object?, bool>>();
            }
        }
    }

    private static bool IsNotEmpty<T>(object owner, object? value) => value is not ImmutableArray<T> { IsDefault: false, IsEmpty: true };

    private static void AddHidden(JsonTypeInfo info, MemberInfo member)
    {
        if (member is PropertyInfo { CanRead: true } property)
        {
            var added = info.CreateJsonPropertyInfo(property.PropertyType, property.Name);
            added.Get = property.GetValue;
            added.Set = BackingField(property) is { } field ? field.SetValue : property.CanWrite ? property.SetValue : null;
            added.AttributeProvider = property;
            info.Properties.Add(added);
        }
        else if (member is FieldInfo hidden && !hidden.IsDefined(typeof(CompilerGeneratedAttribute)))
        {
            var added = info.CreateJsonPropertyInfo(hidden.FieldType, hidden.Name);
            added.Get = hidden.GetValue;
            added.Set = hidden.SetValue;
            added.AttributeProvider = hidden;
            info.Properties.Add(added);
        }
    }

    // A value of a base class is written with the alias of what it really is.
    private static void NameDerivedTypes(JsonTypeInfo info)
    {
        var type = info.Type;
        if (info.Kind != JsonTypeInfoKind.Object || info.PolymorphismOptions is not null || type.IsSealed || type.IsValueType
            || !type.IsDefined(typeof(Orleans.GenerateSerializerAttribute), inherit: false))
        {
            return;
        }

        var derived = type.Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(type) && !t.ContainsGenericParameters).ToList();
        if (derived.Count == 0)
        {
            return;
        }

        info.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "$type" };
        foreach (var found in derived)
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(found, NameOf(found)));
        }

        if (!type.IsAbstract)
        {
            info.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(type, NameOf(type)));
        }
    }

    private static string NameOf(Type type) => type.GetCustomAttribute<Orleans.AliasAttribute>()?.Alias ?? type.FullName!;
}

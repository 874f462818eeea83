using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Uso.EmbeddedRuntime.Json;

/// <summary>An array that was never set is written as null; by itself System.Text.Json throws.</summary>
internal sealed class ImmutableArrayConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ImmutableArray<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) => (JsonConverter)Activator.CreateInstance(
        typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<ImmutableArray<T>>
    {
        public override bool HandleNull => true;

        public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<T[]>(ref reader, options) is { } items
                ? System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items)
                : default;

        public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(value), options);
    }
}

/// <summary>Dictionaries whose key is a type of ours are written as lists of pairs; JSON has text keys only.</summary>
internal sealed class KeyedPairsConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType
        && typeToConvert.GetGenericTypeDefinition() is { } d
        && (d == typeof(Dictionary<,>) || d == typeof(ImmutableDictionary<,>) || d == typeof(SortedDictionary<,>)
            || d == typeof(IReadOnlyDictionary<,>) || d == typeof(IDictionary<,>))
        && typeToConvert.GetGenericArguments()[0] is { IsEnum: false } key
        && !(key.Namespace ?? "").StartsWith("System", StringComparison.Ordinal);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        var arguments = typeToConvert.GetGenericArguments();
        return (JsonConverter)Activator.CreateInstance(typeof(Converter<,,>).MakeGenericType(typeToConvert, arguments[0], arguments[1]))!;
    }

    private sealed class Converter<TDictionary, TKey, TValue> : JsonConverter<TDictionary>
        where TDictionary : IEnumerable<KeyValuePair<TKey, TValue>>
        where TKey : notnull
    {
        public override TDictionary? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var pairs = JsonSerializer.Deserialize<KeyValuePair<TKey, TValue>[]>(ref reader, options);
            if (pairs is null)
            {
                return default;
            }

            object made = typeof(TDictionary) == typeof(ImmutableDictionary<TKey, TValue>) ? pairs.ToImmutableDictionary()
                : typeof(TDictionary) == typeof(SortedDictionary<TKey, TValue>) ? new SortedDictionary<TKey, TValue>(new Dictionary<TKey, TValue>(pairs))
                : new Dictionary<TKey, TValue>(pairs);
            return (TDictionary)made;
        }

        public override void Write(Utf8JsonWriter writer, TDictionary value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }
}

/// <summary>Identities are text.</summary>
internal sealed class GrainIdConverter : JsonConverter<Orleans.Runtime.GrainId>
{
    public override Orleans.Runtime.GrainId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Orleans.Runtime.GrainId.Parse(reader.GetString()!);

    public override void Write(Utf8JsonWriter writer, Orleans.Runtime.GrainId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

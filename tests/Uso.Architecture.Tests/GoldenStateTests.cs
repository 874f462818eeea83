using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Uso.EmbeddedRuntime.Json;

namespace Uso.Architecture.Tests;

/// <summary>
/// Every state as builds before this one stored it, in Golden/: each must still be read, and nothing that it says may be lost. A file is never changed: when a
/// state gets a member, UPDATE_SNAPSHOTS=1 adds a file with the next number beside it, and the old one stands for the data that is out there.
/// </summary>
public sealed class GoldenStateTests
{
    private const string Folder = "Golden";

    // How the silo and the embedded runtime both write states: the same source.
    private static readonly JsonSerializerOptions Stored = GrainJson.Create();
    private static readonly JsonSerializerOptions Readable = new(Stored) { WriteIndented = true };

    public static TheoryData<string> States => [.. Code.PersistentStates.Select(state => Code.AliasOf(state.State)!).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(States))]
    public void State_AsOlderBuildsStoredIt_IsReadWhole(string alias)
    {
        var type = Code.States.Single(state => Code.AliasOf(state) == alias);
        var files = FilesOf(alias);
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var old = JsonNode.Parse(File.ReadAllText(file))!;
            var now = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(old, type, Stored), type, Stored)!;
            Assert.Empty(Lost(old, now, Path.GetFileName(file)));
        });
    }

    [Theory]
    [MemberData(nameof(States))]
    public void State_AsItIsNow_IsAmongThem(string alias)
    {
        var type = Code.States.Single(state => Code.AliasOf(state) == alias);
        var sample = JsonSerializer.SerializeToNode(JsonSerializer.Deserialize(Sample.Of(Stored.GetTypeInfo(type)), type, Stored), type, Stored)!;
        var files = FilesOf(alias);
        if (files.Count > 0 && Paths(JsonNode.Parse(File.ReadAllText(files[^1]))!, "").SetEquals(Paths(sample, "")))
        {
            return;
        }

        var next = string.Create(CultureInfo.InvariantCulture, $"{alias}.{files.Count + 1:000}.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Repository.PathOf("tests", "Uso.Architecture.Tests", Folder, next), sample.ToJsonString(Readable) + "\n");
            return;
        }

        Assert.Fail($"{alias} has members that no file in {Folder}/ has. Run with UPDATE_SNAPSHOTS=1, and commit {next} beside the older ones.");
    }

    [Fact]
    public void Lost_IsFound()
    {
        var old = JsonNode.Parse("""{"a":1,"gone":[{"b":2}],"kept":[{"c":3}]}""")!;
        Assert.Equal(["x.gone", "x.kept[0].c"], Lost(old, JsonNode.Parse("""{"a":1,"kept":[{"c":4}],"new":5}""")!, "x"));
    }

    private static List<string> FilesOf(string alias) =>
        [.. Directory.GetFiles(Repository.PathOf("tests", "Uso.Architecture.Tests", Folder), $"{alias}.???.json").Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Lost(JsonNode? old, JsonNode? now, string path) => (old, now) switch
    {
        (JsonObject before, JsonObject after) => before.SelectMany(member => Lost(member.Value, after[member.Key], $"{path}.{member.Key}")),
        (JsonArray before, JsonArray after) when before.Count == after.Count => before.SelectMany((item, i) => Lost(item, after[i], $"{path}[{i}]")),
        _ => JsonNode.DeepEquals(old, now) ? [] : [path],
    };

    private static HashSet<string> Paths(JsonNode? node, string path) => node switch
    {
        JsonObject members => [path, .. members.SelectMany(member => Paths(member.Value, $"{path}.{member.Key}"))],
        JsonArray items => [path, .. items.SelectMany(item => Paths(item, $"{path}[]"))],
        _ => [path],
    };

    /// <summary>A value of everything: each member set, each list with one item, to the bottom.</summary>
    private static class Sample
    {
        private const string Text = "text";

        public static JsonNode? Of(JsonTypeInfo info) => Of(info, []);

        /// <param name="within">Types that this is inside of: one that holds itself ends there.</param>
        private static JsonNode? Of(JsonTypeInfo info, ImmutableHashSet<Type> within)
        {
            var type = Nullable.GetUnderlyingType(info.Type) ?? info.Type;
            return info.Kind switch
            {
                JsonTypeInfoKind.Object when within.Contains(type) => null,
                JsonTypeInfoKind.Object => OfObject(info, within.Add(type)),
                JsonTypeInfoKind.Dictionary => new JsonObject { [KeyOf(type)] = Of(type.GetGenericArguments()[1], within) },
                JsonTypeInfoKind.Enumerable => ListOf(type, within),
                _ when type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var key, var value] =>
                    new JsonArray(new JsonObject { ["Key"] = Of(key, within), ["Value"] = Of(value, within) }),
                _ when type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) => ListOf(type, within),
                _ => OfValue(type),
            };
        }

        private static JsonNode? Of(Type type, ImmutableHashSet<Type> within) => Of(Stored.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type), within);

        private static JsonArray ListOf(Type type, ImmutableHashSet<Type> within) =>
            Of(type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[^1], within) is { } item ? [item] : [];

        private static JsonObject OfObject(JsonTypeInfo info, ImmutableHashSet<Type> within)
        {
            if (info.PolymorphismOptions?.DerivedTypes.FirstOrDefault(one => one.DerivedType != info.Type) is { DerivedType: { } derived } first)
            {
                var made = (JsonObject)Of(derived, within)!;
                made.Insert(0, info.PolymorphismOptions.TypeDiscriminatorPropertyName, first.TypeDiscriminator!.ToString());
                return made;
            }

            var members = new JsonObject();
            foreach (var property in info.Properties.Where(property => property.Set is not null || property.AssociatedParameter is not null))
            {
                members[property.Name] = Of(property.PropertyType, within);
            }

            return members;
        }

        private static string KeyOf(Type type) => OfValue(type.GetGenericArguments()[0])!.ToString();

        private static JsonNode? OfValue(Type type) => type switch
        {
            _ when type == typeof(string) => Text,
            _ when type == typeof(bool) => true,
            { IsEnum: true } => Enum.GetNames(type)[^1],
            _ when type == typeof(DateTimeOffset) => "2026-09-07T01:02:03+00:00",
            _ when type == typeof(DateTime) => "2026-09-07T01:02:03Z",
            _ when type == typeof(DateOnly) => "2026-09-07",
            _ when type == typeof(TimeOnly) => "01:02:03",
            _ when type == typeof(TimeSpan) => "01:02:03",
            _ when type == typeof(decimal) || type == typeof(double) || type == typeof(float) => 1.5,
            { IsPrimitive: true } => 7,
            _ when type == typeof(byte[]) => "AQID",
            _ => throw new NotSupportedException($"A sample of {type} is wanted."),
        };
    }
}

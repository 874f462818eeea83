using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Serialization;
using Orleans.Storage;
using Uso.Grains.Hosting;
using Uso.Silo.Hosting;

namespace Uso.EndToEnd.Cluster;

/// <summary>
/// What states cost as JSON, and what they would cost by Orleans' serializer: the figures of docs/adr/0011. Both must give back what they were given.
/// </summary>
public sealed class StateSerializerTests(ITestOutputHelper output)
{
    private const int EntriesOfAPage = 200;
    private static readonly TimeSpan Enough = TimeSpan.FromMilliseconds(300);

    [Theory]
    [InlineData("uso.state.user")]
    [InlineData("uso.state.run")]
    [InlineData("uso.state.school")]
    [InlineData("uso.state.roster-page")]
    [InlineData("uso.state.upn-index")]
    public void Measured_BothWays(string alias)
    {
        var type = typeof(UsoGrainOptions).Assembly.GetTypes().Single(one => one.GetCustomAttribute<AliasAttribute>()?.Alias == alias);
        var state = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(), "tests", "Uso.Architecture.Tests", "Golden", $"{alias}.001.json")))!.AsObject();
        foreach (var (name, list) in state.Where(member => alias.EndsWith("page", StringComparison.Ordinal) && member.Value is JsonArray { Count: 1 }).ToList())
        {
            // A page as it is in a school, not one entry.
            state[name] = new JsonArray([.. Enumerable.Range(0, EntriesOfAPage).Select(_ => list![0]!.DeepClone())]);
        }

        typeof(StateSerializerTests).GetMethod(nameof(Measure), BindingFlags.Instance | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(this, [alias, state.ToJsonString()]);
    }

    private void Measure<T>(string alias, string golden)
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var orleans = services.GetRequiredService<Serializer>();
        var json = new StateSerializer();
        var state = json.Deserialize<T>(BinaryData.FromString(golden))!;

        var asJson = json.Serialize(state);
        var asOrleans = orleans.SerializeToArray(state);
        Assert.Equal(asJson.ToString(), json.Serialize(json.Deserialize<T>(asJson)).ToString());
        Assert.Equal(asJson.ToString(), json.Serialize(orleans.Deserialize<T>(asOrleans)).ToString());

        output.WriteLine(JsonSerializer.Serialize(new
        {
            state = alias,
            jsonBytes = asJson.ToMemory().Length,
            orleansBytes = asOrleans.Length,
            jsonWriteUs = Micros(() => json.Serialize(state)),
            orleansWriteUs = Micros(() => orleans.SerializeToArray(state)),
            jsonReadUs = Micros(() => json.Deserialize<T>(asJson)),
            orleansReadUs = Micros(() => orleans.Deserialize<T>(asOrleans)),
        }));
    }

    private static double Micros(Action action)
    {
        for (var i = 0; i < 200; i++)
        {
            action();
        }

        var started = Stopwatch.GetTimestamp();
        var times = 0;
        while (Stopwatch.GetElapsedTime(started) < Enough)
        {
            action();
            times++;
        }

        return Math.Round(Stopwatch.GetElapsedTime(started).TotalMicroseconds / times, 1);
    }

    private static string Root()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Orleans.sln")))
        {
            directory = Path.GetDirectoryName(directory)!;
        }

        return directory;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Uso.EmbeddedRuntime;
using Uso.GrainInterfaces;

namespace Uso.Benchmarks.Runtime;

/// <summary>
/// What the runtime that hosts the grains costs: calls to one grain and to 10,000, state writes, activations, memory of an idle activation.
/// Floors, in the same run and with as many callers: for a call and an activation, a hop to the thread pool and back; for a state write, a bare insert of
/// the same bytes under the same key into one table of the same database engine. <c>…OverFloor</c> is the time over the floor's.
/// </summary>
internal static class RuntimeBenchmark
{
    private const int Calls = 300_000;
    private const int Grains = 10_000;
    private const int Writes = 50_000;
    private const int CallsAtOnce = 256;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("uso-bench-").FullName;
        try
        {
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
            builder.UseOrleans(silo => silo
                .AddGrainAssembly(typeof(BenchGrain).Assembly)
                .ConfigureEmbeddedRuntime(runtime => runtime.MaxIdleActivations = Writes * 4)
                .UseEmbeddedStorage(storage => storage.DatabasePath = Path.Combine(directory, "uso.db"), StorageNames.Default));
            using var host = builder.Build();
            await host.StartAsync(cancellationToken);
            var grains = host.Services.GetRequiredService<IGrainFactory>();

            // Warm: the same code on other grains.
            await EachAsync(Calls / 3, i => Grain(grains, "warm", i % Grains).PingAsync(i));
            await EachAsync(Writes / 5, i => Grain(grains, "warm", i).WriteAsync(i));

            var one = grains.GetGrain<IBenchGrain>("one");
            var oneGrain = await TimeAsync(() => EachAsync(Calls, i => one.PingAsync(i)));
            var memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
            var activations = await TimeAsync(() => EachAsync(Writes, i => Grain(grains, "idle", i).PingAsync(i)));
            var bytesPerIdle = (GC.GetTotalMemory(forceFullCollection: true) - memoryBefore) / (double)Writes;
            var manyGrains = await TimeAsync(() => EachAsync(Calls, i => Grain(grains, "idle", i % Grains).PingAsync(i)));
            var writes = await TimeAsync(() => EachAsync(Writes, i => Grain(grains, "idle", i).WriteAsync(i)));

            await EachAsync(Calls / 3, HopAsync);
            var hop = await TimeAsync(() => EachAsync(Calls, HopAsync));
            var insert = InsertBare(Path.Combine(directory, "floor.db"));

            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["callsPerSecondOneGrain"] = Rate(Calls, oneGrain),
                ["callsPerSecond10000Grains"] = Rate(Calls, manyGrains),
                ["stateWritesPerSecond"] = Rate(Writes, writes),
                ["activationsPerSecond"] = Rate(Writes, activations),
                ["bytesPerIdleActivation"] = Math.Round(bytesPerIdle),
                ["callOneGrainOverFloor"] = Ratio(oneGrain / Calls, hop / Calls),
                ["call10000GrainsOverFloor"] = Ratio(manyGrains / Calls, hop / Calls),
                ["activationOverFloor"] = Ratio(activations / Writes, hop / Calls),
                ["stateWriteOverFloor"] = Ratio(writes, insert),
            }));
            await host.StopAsync(cancellationToken);
            return 0;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static IBenchGrain Grain(IGrainFactory grains, string name, int number) =>
        grains.GetGrain<IBenchGrain>(string.Create(CultureInfo.InvariantCulture, $"{name}{number}"));

    private static Task<int> HopAsync(int value) => Task.Run(() => value);

    private static TimeSpan InsertBare(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var create = connection.CreateCommand();
        create.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE state (key TEXT PRIMARY KEY, payload BLOB) WITHOUT ROWID;";
        create.ExecuteNonQuery();
        var started = Stopwatch.GetTimestamp();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO state VALUES ($key, $payload)";
        var key = insert.Parameters.Add("$key", SqliteType.Text);
        var payload = insert.Parameters.Add("$payload", SqliteType.Blob);
        insert.Prepare();
        for (var i = 0; i < Writes; i++)
        {
            key.Value = string.Create(CultureInfo.InvariantCulture, $"idle{i}");
            payload.Value = JsonSerializer.SerializeToUtf8Bytes(new BenchState { Value = i });
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started);
    }

    private static double Ratio(TimeSpan time, TimeSpan floor) => Math.Round(time / floor, 3);

    private static async Task EachAsync(int count, Func<int, Task> act)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, CallsAtOnce).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
            {
                await act(i);
            }
        })));
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var started = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(started);
    }

    private static double Rate(int count, TimeSpan time) => Math.Round(count / time.TotalSeconds);
}

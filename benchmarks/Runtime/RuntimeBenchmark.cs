using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Uso.EmbeddedRuntime;
using Uso.GrainInterfaces;

namespace Uso.Benchmarks.Runtime;

/// <summary>
/// What the runtime that hosts the grains costs: calls to one grain and to 10,000, state writes, activations, memory of an idle activation.
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

            Console.WriteLine(JsonSerializer.Serialize(new Dictionary<string, object>
            {
                ["callsPerSecondOneGrain"] = Rate(Calls, oneGrain),
                ["callsPerSecond10000Grains"] = Rate(Calls, manyGrains),
                ["stateWritesPerSecond"] = Rate(Writes, writes),
                ["activationsPerSecond"] = Rate(Writes, activations),
                ["bytesPerIdleActivation"] = Math.Round(bytesPerIdle),
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

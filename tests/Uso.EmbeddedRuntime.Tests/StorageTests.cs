using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Uso.EmbeddedRuntime.Storage;
using Uso.Testing;

namespace Uso.EmbeddedRuntime.Tests;

public sealed class StorageTests
{
    [Fact]
    public async Task Writes_OfManyGrains_ShareFewTransactions()
    {
        await using var host = await GrainHost.StartAsync();
        List<int> batches = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "uso.storage.commit.batch" && ReferenceEquals(instrument.Meter.Scope, host.Services.GetRequiredService<IMeterFactory>()))
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, size, _, _) => batches.Add(size));
        listener.Start();

        // One write holds the writer until all the others are queued behind it.
        var writer = host.Services.GetRequiredService<Database>().Writer;
        using var holding = new HoldingWrite();
        writer.Queue(holding);
        await holding.Started;
        var writes = Task.WhenAll(Enumerable.Range(0, 2000).Select(i => host.GrainFactory.GetGrain<INameGrain>($"g{i}").SetAsync($"name {i}")));
        while (writer.Unsettled < 2001)
        {
            await Task.Yield();
        }

        holding.Release();
        await writes;

        Assert.Equal([1, 2000], batches);
    }

    [Fact]
    public async Task Write_OnceReported_IsSeenByAnotherConnection()
    {
        await using var host = await GrainHost.StartAsync();
        await using var other = new SqliteConnection($"Data Source={host.DatabasePath};Mode=ReadOnly;Pooling=False");
        await other.OpenAsync();

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await host.GrainFactory.GetGrain<INameGrain>($"g{i}").SetAsync($"name {i}");
            lock (other)
            {
                using var find = other.CreateCommand();
                find.CommandText = "SELECT json_extract(CAST(payload AS TEXT), '$.Name') FROM grain_state WHERE grain_type = 'name' AND grain_key = $key";
                find.Parameters.AddWithValue("$key", $"g{i}");
                Assert.Equal($"name {i}", find.ExecuteScalar());
            }
        }));
    }

    [Fact]
    public async Task File_CopiedWhileInUse_HoldsEverythingReported()
    {
        // What a kill leaves behind: the file and its log as they are at that moment, with nobody to close them.
        await using var host = await GrainHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => host.GrainFactory.GetGrain<INameGrain>($"g{i}").SetAsync("x")));
        var copy = host.DatabasePath + ".copy";
        File.Copy(host.DatabasePath, copy);
        File.Copy(host.DatabasePath + "-wal", copy + "-wal");

        await using var after = await GrainHost.StartAsync(databasePath: copy);

        var names = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => after.GrainFactory.GetGrain<INameGrain>($"g{i}").GetAsync()));
        Assert.All(names, n => Assert.Equal("x", n));
    }

    [Fact]
    public async Task Write_WithAnOldETag_FailsAloneAndTellsBoth()
    {
        await using var host = await GrainHost.StartAsync();
        var storage = host.Services.GetRequiredKeyedService<IGrainStorage>(StorageNames.Default);
        var id = GrainId.Create("name", "a");
        var good = new GrainState<NameState>(new() { Name = "1" });
        await storage.WriteStateAsync("name", id, good);
        await storage.WriteStateAsync("name", id, good);
        var stale = new GrainState<NameState>(new() { Name = "2" }, "1");
        var other = new GrainState<NameState>(new() { Name = "3" });

        var failing = storage.WriteStateAsync("name", id, stale);
        var passing = storage.WriteStateAsync("name", GrainId.Create("name", "b"), other);

        var conflict = await Assert.ThrowsAsync<InconsistentStateException>(() => failing);
        await passing;
        Assert.Equal(("2", "1"), (conflict.StoredEtag, conflict.CurrentEtag));
        Assert.Equal("1", other.ETag);
    }

    [Fact]
    public async Task Write_WhenTheFileIsLockedAway_FailsAndIsNotReportedAsDone()
    {
        await using var host = await GrainHost.StartAsync();
        var grain = host.GrainFactory.GetGrain<INameGrain>("a");
        await grain.SetAsync("before");
        await using (var other = new SqliteConnection($"Data Source={host.DatabasePath};Pooling=False"))
        {
            await other.OpenAsync();
            await Execute(other, "DROP TABLE grain_state");
        }

        await Assert.ThrowsAsync<IOException>(() => grain.SetAsync("after"));
    }

    [Fact]
    public async Task Storage_WrappedByATest_IsWhatGrainsUse()
    {
        await using var host = await GrainHost.StartAsync(
            services => services.DecorateGrainStorage(StorageNames.Default, inner => new FailingStorage(inner)));
        var grain = host.GrainFactory.GetGrain<INameGrain>("a");

        await Assert.ThrowsAsync<IOException>(() => grain.SetAsync("x"));
        Assert.Equal("", await host.GrainFactory.GetGrain<INameGrain>("b").GetAsync());
    }

    private static async Task Execute(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private sealed class HoldingWrite : Write, IDisposable
    {
        private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim _released = new();

        public Task Started => _started.Task;

        public override (string GrainType, string Operation) Label => ("test", "hold");

        public void Release() => _released.Set();

        public override void Execute(WriteStatements statements)
        {
            _started.SetResult();
            _released.Wait();
        }

        public void Dispose() => _released.Dispose();
    }

    private sealed class FailingStorage(IGrainStorage inner) : IGrainStorage
    {
        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            inner.ReadStateAsync(stateName, grainId, grainState);

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("no disk");

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException("no disk");
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Uso.Benchmarks.Pipeline;
using Uso.EmbeddedRuntime;
using Uso.GrainInterfaces;
using Uso.Grains.Hosting;
using Uso.Samples.Loading;

namespace Uso.Benchmarks.Region;

/// <summary>Embedded build: the service as it runs on one machine, without the web server in front.</summary>
internal sealed class BenchHosts : BenchHost
{
    /// <summary>Code warms in this process, for whatever database.</summary>
    public static bool WarmsInOwnRegion => true;

    private readonly IHost _host;
    private readonly string _database;
    private readonly StateWrites _writes = new();

    private BenchHosts(IHost host, string database, SampleClock clock)
    {
        _host = host;
        _database = database;
        Clock = clock;
    }

    public override IServiceProvider Services => _host.Services;

    public override SampleClock Clock { get; }

    public static async Task<BenchHost> StartAsync(BenchHostOptions options)
    {
        var clock = new SampleClock();
        UsoGrainServices.EnsureDataDirectory(options.DataDirectory);
        var database = Path.Combine(options.DataDirectory, "uso.db");
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Uso:DataDirectory"] = options.DataDirectory });
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton(options.Clock ?? clock);
        builder.Services.AddUsoGrains(builder.Configuration).AddFileBlobs();
        builder.UseOrleans(silo => silo.UseEmbeddedStorage(storage => storage.DatabasePath = database, StorageNames.Default));
        var host = builder.Build();
        await host.StartAsync();
        return new BenchHosts(host, database, clock);
    }

    public override ProcessorUse Processor() => new(Environment.CpuUsage.TotalTime, TimeSpan.Zero, TimeSpan.Zero);

    public override PeakMegabytes Peak() => new(PeakMemory.Mb(), 0);

    public override Task<StorageUse> StorageAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new StorageUse(new FileInfo(_database).Length, 0, _writes.ByGrain()));

    public override Task<TimeSpan> InsertFloorAsync(IReadOnlyCollection<FloorPerson> people, CancellationToken cancellationToken) =>
        Task.FromResult(SqliteFloor.Insert(people, Path.ChangeExtension(_database, ".floor.db")));

    public override async ValueTask DisposeAsync()
    {
        _writes.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}

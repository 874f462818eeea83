using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Orleans.Configuration;
using Uso.Benchmarks.Pipeline;
using Uso.Grains.Hosting;
using Uso.Samples.Cluster;
using Uso.Samples.Loading;

namespace Uso.Benchmarks.Region;

/// <summary>
/// Cluster build: a private PostgreSQL, silo processes, and this process as their client: what an API instance does for an upload, without HTTP in front.
/// </summary>
internal sealed class BenchHosts : BenchHost
{
    /// <summary>What has to warm is the silos.</summary>
    public static bool WarmsInOwnRegion => false;

    private readonly List<SiloProcess> _silos = [];
    private readonly PrivatePostgres _postgres;
    private readonly SharedClock _clock;
    private IHost? _client;

    private BenchHosts(PrivatePostgres postgres, SharedClock clock)
    {
        _postgres = postgres;
        _clock = clock;
    }

    public override IServiceProvider Services => _client!.Services;

    public override SampleClock Clock => _clock;

    public static async Task<BenchHost> StartAsync(BenchHostOptions options)
    {
        if (options.Clock is not null)
        {
            throw new ClusterException("This benchmark keeps time by itself, which silo processes cannot: it runs on the embedded runtime.");
        }

        UsoGrainServices.EnsureDataDirectory(options.DataDirectory);
        var clockFile = Path.Combine(options.DataDirectory, "clock");
        var host = new BenchHosts(await PrivatePostgres.StartAsync(CancellationToken.None), new SharedClock(clockFile));
        try
        {
            await host.StartSilosAsync(options, clockFile);
            host._client = await ClientAsync(options, host._postgres.Connection, host._clock);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public override ProcessorUse Processor() => new(
        _silos.Aggregate(TimeSpan.Zero, (sum, silo) => sum + ProcessFiles.Processor(silo.Id)),
        ProcessFiles.ProcessorWithChildren(_postgres.ServerId),
        Environment.CpuUsage.TotalTime);

    public override PeakMegabytes Peak() =>
        new(_silos.Max(silo => ProcessFiles.PeakMb(silo.Id.ToString(CultureInfo.InvariantCulture))), PeakMemory.Mb());

    public override async Task<StorageUse> StorageAsync(CancellationToken cancellationToken)
    {
        var database = Services.GetRequiredService<NpgsqlDataSource>();
        await using var size = database.CreateCommand("SELECT pg_database_size(current_database()), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint");
        await using var sizes = await size.ExecuteReaderAsync(cancellationToken);
        await sizes.ReadAsync(cancellationToken);
        var (bytes, log) = (sizes.GetInt64(0), sizes.GetInt64(1));

        // A state's version counts its writes. The key begins with the grain's type.
        await using var count = database.CreateCommand("SELECT split_part(key, '/', 1), sum(version)::bigint FROM uso_state GROUP BY 1");
        await using var counts = await count.ExecuteReaderAsync(cancellationToken);
        var writes = new Dictionary<string, long>();
        while (await counts.ReadAsync(cancellationToken))
        {
            writes[counts.GetString(0)] = counts.GetInt64(1);
        }

        return new StorageUse(bytes, log, writes);
    }

    public override Task<TimeSpan> InsertFloorAsync(IReadOnlyCollection<FloorPerson> people, CancellationToken cancellationToken) =>
        PostgresFloor.InsertAsync(people, Services.GetRequiredService<NpgsqlDataSource>(), cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.StopAsync();
            _client.Dispose();
        }

        await Task.WhenAll(_silos.Select(silo => silo.DisposeAsync().AsTask()));
        await _postgres.DisposeAsync();
        _clock.Dispose();
    }

    private async Task StartSilosAsync(BenchHostOptions options, string clockFile)
    {
        // The pool is the silo's own choice, not the sample's.
        var connection = new NpgsqlConnectionStringBuilder(_postgres.Connection);
        connection.Remove("Maximum Pool Size");
        if (options.Pool is { } pool)
        {
            connection.MaxPoolSize = pool;
        }

        await SiloProcess.MigrateAsync(_postgres.Connection, CancellationToken.None);
        for (var i = 0; i < options.Silos; i++)
        {
            var log = Path.Combine(options.DataDirectory, string.Create(CultureInfo.InvariantCulture, $"silo{i + 1}.log"));
            _silos.Add(SiloProcess.Start(connection.ConnectionString, options.DataDirectory, clockFile, log));
        }

        await Task.WhenAll(_silos.Select(silo => silo.ReadyAsync(CancellationToken.None)));
    }

    private static async Task<IHost> ClientAsync(BenchHostOptions options, string connection, SharedClock clock)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddCommandLine([$"--Uso:DataDirectory={options.DataDirectory}", .. SampleCertificate.Settings(options.DataDirectory)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole();
        builder.Services.AddSingleton<TimeProvider>(clock);

        // Orleans' own affairs stay in real time.
        builder.Services.AddKeyedSingleton(KeyedService.AnyKey, TimeProvider.System);
        builder.Services.AddUsoGrains(builder.Configuration).AddPostgresBlobs(connection);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = "uso");
            client.UseAdoNetClustering(clustering =>
            {
                clustering.Invariant = UsoPostgres.Invariant;
                clustering.ConnectionString = connection;
            });
        });
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }
}

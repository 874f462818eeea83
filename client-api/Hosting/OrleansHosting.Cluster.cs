using Orleans.Configuration;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>Cluster build: the grains live in silos, which are found through the membership table in PostgreSQL.</summary>
internal static class OrleansHosting
{
    /// <summary>False: several of these processes share one store.</summary>
    public const bool OneProcess = false;

    private static readonly TimeSpan BetweenConnects = TimeSpan.FromSeconds(2);

    // One small read of the database each. With Orleans' own minute, silos that came back would wait that long for work.
    private static readonly TimeSpan BetweenLooksForSilos = TimeSpan.FromSeconds(5);

    public static void AddUsoOrleans(this WebApplicationBuilder builder)
    {
        var connection = UsoPostgres.ConnectionString(builder.Configuration, UsoPostgres.ApiPool);
        builder.Services.AddUsoGrains(builder.Configuration).AddPostgresBlobs(connection);

        // Kestrel listens while the client still looks for silos: the answer is then 503, not a closed port.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(options =>
            {
                options.ClusterId = UsoPostgres.ClusterId(builder.Configuration);
                options.ServiceId = UsoPostgres.ServiceId(builder.Configuration);
            });
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = UsoPostgres.Invariant;
                options.ConnectionString = connection;
            });
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = BetweenLooksForSilos);
            client.UseConnectionRetryFilter(ConnectAgainAsync);
            client.AddGatewayCountChangedHandler(services =>
            {
                var link = services.GetRequiredService<ClusterLink>();
                return (_, changed) => link.GatewaysAre(changed.NumberOfConnectedGateways);
            });
            client.AddOutgoingGrainCallFilter<ClusterCalls>();
        });
        builder.Services.AddHostedService<ClusterSearch>();
        SiloReport.Allow(builder.Services);
    }

    /// <summary>Silos, or the database that names them, may start after this process: it asks until it is told to stop.</summary>
    private static async Task<bool> ConnectAgainAsync(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(BetweenConnects, cancellationToken);
        return true;
    }
}

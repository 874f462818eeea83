using Orleans.Configuration;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>Cluster build: the grains live in silos, which are found through the membership table in PostgreSQL.</summary>
internal static class OrleansHosting
{
    /// <summary>False: several of these processes share one store.</summary>
    public const bool OneProcess = false;

    public static void AddUsoOrleans(this WebApplicationBuilder builder)
    {
        var connection = UsoPostgres.ConnectionString(builder.Configuration);
        builder.Services.AddUsoGrains(builder.Configuration).AddPostgresBlobs(connection);
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
        });
    }
}

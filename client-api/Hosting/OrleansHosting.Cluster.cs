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
        var connection = builder.Configuration.GetConnectionString("Uso")
            ?? throw new InvalidOperationException("ConnectionStrings:Uso is not set: the cluster runtime keeps its membership in PostgreSQL.");
        builder.Services.AddUsoGrains(builder.Configuration).AddPostgresBlobs(connection);
        builder.UseOrleansClient(client =>
        {
            client.Configure<ClusterOptions>(builder.Configuration.GetSection("Orleans:Cluster"));
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = connection;
            });
        });
    }
}

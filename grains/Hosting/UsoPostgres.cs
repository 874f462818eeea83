using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Uso.Grains.Hosting;

/// <summary>How processes of the cluster build find their database, and through it each other.</summary>
public static class UsoPostgres
{
    /// <summary>Name under which Orleans' AdoNet providers know Npgsql.</summary>
    public const string Invariant = "Npgsql";

    private const string DefaultName = "uso";
    private const string PoolSize = "Maximum Pool Size";
    private const int PreparedStatements = 40;

    /// <summary>Connections of a silo at most: its grains write some hundred states at once, each for a millisecond or two, and queue for the rest.</summary>
    public const int SiloPool = 40;

    /// <summary>Connections of an API instance at most: blobs, keys, and now and then the list of silos.</summary>
    public const int ApiPool = 12;

    /// <summary>Which silos belong together: <c>Orleans:ClusterId</c>, "uso" by itself.</summary>
    public static string ClusterId(IConfiguration configuration) => configuration["Orleans:ClusterId"] ?? DefaultName;

    /// <summary>Whose states and reminders they keep: <c>Orleans:ServiceId</c>, "uso" by itself.</summary>
    public static string ServiceId(IConfiguration configuration) => configuration["Orleans:ServiceId"] ?? DefaultName;

    /// <summary>
    /// <c>ConnectionStrings:Uso</c>. Orleans sends the same two dozen statements for ever: unless the string says how many to keep prepared, all of them are.
    /// So it is with the pool: a process takes no more than its part of what the database allows.
    /// </summary>
    /// <param name="pool">Connections at most, where the string does not say.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string ConnectionString(IConfiguration configuration, int pool)
    {
        var text = configuration.GetConnectionString("Uso")
            ?? throw new InvalidOperationException("ConnectionStrings:Uso is not set: the cluster runtime keeps everything in PostgreSQL.");
        var connection = new NpgsqlConnectionStringBuilder(text);
        if (connection.MaxAutoPrepare == 0)
        {
            connection.MaxAutoPrepare = PreparedStatements;
        }

        if (!connection.Keys.Contains(PoolSize))
        {
            connection.MaxPoolSize = pool;
        }

        return connection.ConnectionString;
    }
}

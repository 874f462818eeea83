using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Uso.Grains.Hosting;

/// <summary>How processes of the cluster build find their database, and through it each other.</summary>
public static class UsoPostgres
{
    /// <summary>Name under which Orleans' AdoNet providers know Npgsql.</summary>
    public const string Invariant = "Npgsql";

    private const string DefaultName = "uso";
    private const int PreparedStatements = 40;

    /// <summary>Which silos belong together: <c>Orleans:ClusterId</c>, "uso" by itself.</summary>
    public static string ClusterId(IConfiguration configuration) => configuration["Orleans:ClusterId"] ?? DefaultName;

    /// <summary>Whose states and reminders they keep: <c>Orleans:ServiceId</c>, "uso" by itself.</summary>
    public static string ServiceId(IConfiguration configuration) => configuration["Orleans:ServiceId"] ?? DefaultName;

    /// <summary>
    /// <c>ConnectionStrings:Uso</c>. Orleans sends the same two dozen statements for ever: unless the string says how many to keep prepared, all of them are.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string ConnectionString(IConfiguration configuration)
    {
        var text = configuration.GetConnectionString("Uso")
            ?? throw new InvalidOperationException("ConnectionStrings:Uso is not set: the cluster runtime keeps everything in PostgreSQL.");
        var connection = new NpgsqlConnectionStringBuilder(text);
        if (connection.MaxAutoPrepare == 0)
        {
            connection.MaxAutoPrepare = PreparedStatements;
        }

        return connection.ConnectionString;
    }
}

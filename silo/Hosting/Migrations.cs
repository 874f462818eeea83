using System.Reflection;
using Npgsql;
using Uso.Grains.Hosting;

namespace Uso.Silo.Hosting;

/// <summary>
/// <c>Uso.Silo migrate</c>: runs the files of deploy/sql, which are in this program, in order of name. Each can be run again, all of them together are
/// one transaction, and of several programs that migrate at once one does and the rest wait.
/// </summary>
internal static class Migrations
{
    private const string Folder = "sql/";

    // Any number will do, as long as every migration takes the same.
    private const long Lock = 0x75736f;

    public static async Task<int> RunAsync(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        await using var database = NpgsqlDataSource.Create(UsoPostgres.ConnectionString(configuration));
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})");
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            await ExecuteAsync(connection, await reader.ReadToEndAsync());
            Console.WriteLine($"{name[Folder.Length..]}: done");
        }

        await transaction.CommitAsync();
        return 0;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

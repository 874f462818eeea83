using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Uso.Silo.Schema;

/// <summary>
/// The files of deploy/sql, which are in this program, in order of name. Each can be run again; all that are new or changed are one transaction under an
/// advisory lock, so that of several programs that migrate at once one does and the rest find it done. Table <c>uso_migration</c> says what was run.
/// </summary>
internal sealed class Migrations(NpgsqlDataSource database)
{
    private const string Folder = "sql/";

    // Any number will do, as long as every migration takes the same.
    private const long Lock = 0x75736f;

    private const string History = """
        CREATE TABLE IF NOT EXISTS uso_migration
        (
            name       text        PRIMARY KEY,
            sha256     text        NOT NULL,
            applied_at timestamptz NOT NULL DEFAULT now()
        )
        """;

    /// <summary>What this program carries, in order.</summary>
    public static IReadOnlyList<Migration> All { get; } = Load();

    /// <summary>Runs what is new or changed, or everything.</summary>
    /// <param name="again">Also what was run before: puts right what somebody dropped by hand.</param>
    /// <param name="say">A line for each file.</param>
    public async Task ApplyAsync(bool again, Action<string> say, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"SELECT pg_advisory_xact_lock({Lock})", cancellationToken);

        // Having waited for its turn, it does not stand in the way of silos at work: behind a statement that takes long, it gives up and may be run again.
        await ExecuteAsync(connection, "SET LOCAL lock_timeout = '30s'", cancellationToken);
        await ExecuteAsync(connection, History, cancellationToken);
        var known = await HistoryAsync(connection, cancellationToken);
        foreach (var migration in All)
        {
            var state = known.GetValueOrDefault(migration.Name) is not { } hash ? "new" : hash != migration.Sha256 ? "changed" : again ? "again" : null;
            if (state is null)
            {
                say($"{migration.Name}: unchanged");
                continue;
            }

            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await NoteAsync(connection, migration, cancellationToken);
            say($"{migration.Name}: done ({state})");
        }

        foreach (var newer in known.Keys.Except(All.Select(migration => migration.Name)).Order(StringComparer.Ordinal))
        {
            say($"{newer}: left alone, it came with a newer build");
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What this program needs and the database has not got. A newer database is no reason to refuse: migrations only add.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var exists = new NpgsqlCommand("SELECT to_regclass('uso_migration') IS NOT NULL", connection);
        if (await exists.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return [.. All.Select(migration => migration.Name)];
        }

        var known = await HistoryAsync(connection, cancellationToken);
        return [.. All.Where(migration => !known.ContainsKey(migration.Name)).Select(migration => migration.Name)];
    }

    private static async Task<Dictionary<string, string>> HistoryAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Dictionary<string, string> known = [];
        await using var select = new NpgsqlCommand("SELECT name, sha256 FROM uso_migration", connection);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(reader.GetString(0), reader.GetString(1));
        }

        return known;
    }

    private static async Task NoteAsync(NpgsqlConnection connection, Migration migration, CancellationToken cancellationToken)
    {
        await using var note = new NpgsqlCommand(
            "INSERT INTO uso_migration (name, sha256) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, applied_at = now()", connection);
        note.Parameters.AddWithValue(NpgsqlDbType.Text, migration.Name);
        note.Parameters.AddWithValue(NpgsqlDbType.Text, migration.Sha256);
        await note.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static List<Migration> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        List<Migration> all = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var sql = reader.ReadToEnd();
            all.Add(new Migration(name[Folder.Length..], sql, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))));
        }

        return all;
    }
}

/// <param name="Name">The file's name.</param>
internal sealed record Migration(string Name, string Sql, string Sha256);

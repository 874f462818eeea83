using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Npgsql;
using NpgsqlTypes;
using Uso.Grains.Blobs;

namespace Uso.Silo.Import;

/// <summary>
/// Takes what an embedded build kept in its data directory over into a cluster's database. Blobs first, each by itself, since the same one twice is one;
/// then states, reminders and keys, all or nothing, and only where there are none. So it may be run again until it succeeds.
/// </summary>
/// <param name="service">Whose states they become: <c>Orleans:ServiceId</c>.</param>
/// <param name="hash">Where on the ring of silos a reminder's grain is, by type and key.</param>
/// <param name="encryptor">For keys; null leaves them in clear.</param>
internal sealed class EmbeddedImport(
    NpgsqlDataSource database, DataDirectory source, string service, Func<string, string, int> hash, IXmlEncryptor? encryptor, TimeProvider time)
{
    private const string Blobs = "blobs";

    /// <summary>False when there are states already.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellationToken = default)
    {
        if (await HasStatesAsync(cancellationToken))
        {
            return false;
        }

        var blobs = new PostgresBlobStore(database, time);
        foreach (var file in source.Blobs())
        {
            var written = await blobs.WriteAsync((to, stop) => CopyAsync(file, to, stop), cancellationToken);
            if (written.Sha256 != file.Name)
            {
                throw new InvalidDataException($"The file {file.Name} of blobs/ is not what its name says: it was damaged. Restore it from a backup first.");
            }
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await CopyStatesAsync(connection, cancellationToken);
        await CopyRemindersAsync(connection, cancellationToken);
        foreach (var (name, key) in source.Keys())
        {
            await using var insert = new NpgsqlCommand("INSERT INTO uso_key (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING", connection);
            insert.Parameters.AddWithValue(NpgsqlDbType.Text, name);
            insert.Parameters.AddWithValue(NpgsqlDbType.Text, KeyWrapping.Wrap(key, encryptor).ToString(SaveOptions.DisableFormatting));
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What the directory holds.</summary>
    public Inventory There()
    {
        var found = new Inventory();
        foreach (var state in source.States())
        {
            found[$"states of {state.GrainType}"].Add(state.State, state.Identity, state.Version, state.Payload);
        }

        foreach (var reminder in source.Reminders())
        {
            found[$"reminders of {reminder.GrainType}"].Add(reminder.Identity, reminder.Name, reminder.Start.Ticks, reminder.Period.Ticks, hash(reminder.GrainType, reminder.GrainKey));
        }

        foreach (var file in source.Blobs())
        {
            found[Blobs].Add(file.Name, file.Length);
        }

        foreach (var (name, _) in source.Keys())
        {
            found["keys"].Add(name);
        }

        return found;
    }

    /// <summary>What the database holds. Blobs are read: their bytes must be what their address says.</summary>
    public async Task<Inventory> HereAsync(CancellationToken cancellationToken = default)
    {
        var found = new Inventory();
        await ReadAsync(
            "SELECT state, key, version, payload FROM uso_state WHERE service = $1 AND n0 = 0 AND n1 = 0",
            row => found[$"states of {TypeOf(row.GetString(1))}"].Add(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)),
            cancellationToken);
        await ReadAsync(
            "SELECT grain_id, name, start_at, period, hash FROM uso_reminder WHERE service = $1",
            row => found[$"reminders of {TypeOf(row.GetString(0))}"].Add(
                row.GetString(0), row.GetString(1), row.GetDateTime(2).Ticks, TimeSpan.FromMilliseconds(row.GetInt64(3)).Ticks, row.GetInt32(4)),
            cancellationToken);
        await ReadAsync(
            """
            SELECT sha256, bytes FROM (
                SELECT sha256, sum(octet_length(bytes)) AS bytes, encode(sha256(string_agg(bytes, '' ORDER BY chunk)), 'hex') AS real FROM uso_blob GROUP BY sha256) b
            WHERE real = sha256 AND $1 <> ''
            """,
            row => found[Blobs].Add(row.GetString(0), row.GetInt64(1)),
            cancellationToken);
        await ReadAsync("SELECT name FROM uso_key WHERE $1 <> ''", row => found["keys"].Add(row.GetString(0)), cancellationToken);
        return found;
    }

    private static string TypeOf(string identity) => identity.Split('/')[0];

    private static async Task CopyAsync(FileInfo file, Stream to, CancellationToken stop)
    {
        await using var from = file.OpenRead();
        await from.CopyToAsync(to, stop);
    }

    private async Task<bool> HasStatesAsync(CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand("SELECT EXISTS (SELECT FROM uso_state WHERE service = $1)");
        select.Parameters.AddWithValue(NpgsqlDbType.Text, service);
        return await select.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task CopyStatesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var to = await connection.BeginBinaryImportAsync(
            "COPY uso_state (service, state, key, n0, n1, version, payload) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var state in source.States())
        {
            await to.StartRowAsync(cancellationToken);
            await to.WriteAsync(service, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(state.State, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(state.Identity, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(0L, NpgsqlDbType.Bigint, cancellationToken);
            await to.WriteAsync(0L, NpgsqlDbType.Bigint, cancellationToken);
            await to.WriteAsync(checked((int)state.Version), NpgsqlDbType.Integer, cancellationToken);
            await to.WriteAsync(state.Payload, NpgsqlDbType.Bytea, cancellationToken);
        }

        await to.CompleteAsync(cancellationToken);
    }

    private async Task CopyRemindersAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var to = await connection.BeginBinaryImportAsync(
            "COPY uso_reminder (service, grain_id, name, hash, start_at, period, version) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var reminder in source.Reminders())
        {
            await to.StartRowAsync(cancellationToken);
            await to.WriteAsync(service, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(reminder.Identity, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(reminder.Name, NpgsqlDbType.Text, cancellationToken);
            await to.WriteAsync(hash(reminder.GrainType, reminder.GrainKey), NpgsqlDbType.Integer, cancellationToken);
            await to.WriteAsync(reminder.Start, NpgsqlDbType.TimestampTz, cancellationToken);
            await to.WriteAsync((long)reminder.Period.TotalMilliseconds, NpgsqlDbType.Bigint, cancellationToken);
            await to.WriteAsync(1, NpgsqlDbType.Integer, cancellationToken);
        }

        await to.CompleteAsync(cancellationToken);
    }

    private async Task ReadAsync(string sql, Action<NpgsqlDataReader> row, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(sql);
        select.Parameters.AddWithValue(NpgsqlDbType.Text, service);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            row(reader);
        }
    }
}

using Npgsql;
using NpgsqlTypes;

namespace Uso.Grains.Blobs;

/// <summary>Blobs in PostgreSQL, in chunks, so that every silo and API instance reads the same ones. Table <c>uso_blob</c>, see deploy/sql.</summary>
public sealed class PostgresBlobStore(NpgsqlDataSource database, TimeProvider time) : IBlobStore
{
    private const int ChunkSize = 1 << 20;

    public async Task<BlobAddress> WriteAsync(Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        await using var spool = Spool();
        BlobAddress address;
        await using (var hashing = new HashingStream(spool))
        {
            await write(hashing, cancellationToken);
            address = hashing.Finish();
        }

        spool.Position = 0;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var buffer = new byte[ChunkSize];
        var writtenAt = time.GetUtcNow();
        for (var number = 0; ; number++)
        {
            var read = await spool.ReadAtLeastAsync(buffer, ChunkSize, throwOnEndOfStream: false, cancellationToken);
            if (read == 0 && number > 0)
            {
                break;
            }

            await using var insert = new NpgsqlCommand(
                "INSERT INTO uso_blob (sha256, chunk, bytes, written_at) VALUES ($1, $2, $3, $4) ON CONFLICT (sha256, chunk) DO UPDATE SET written_at = excluded.written_at",
                connection,
                transaction);
            insert.Parameters.AddWithValue(NpgsqlDbType.Text, address.Sha256);
            insert.Parameters.AddWithValue(NpgsqlDbType.Integer, number);
            insert.Parameters.AddWithValue(NpgsqlDbType.Bytea, buffer.AsMemory(0, read));
            insert.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, writtenAt);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return address;
    }

    public async Task<Stream?> OpenAsync(string sha256, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var select = new NpgsqlCommand("SELECT bytes FROM uso_blob WHERE sha256 = $1 ORDER BY chunk", connection);
        select.Parameters.AddWithValue(NpgsqlDbType.Text, sha256);
        await using var reader = await select.ExecuteReaderAsync(cancellationToken);
        var spool = Spool();
        var found = false;
        while (await reader.ReadAsync(cancellationToken))
        {
            found = true;
            await spool.WriteAsync(reader.GetFieldValue<byte[]>(0), cancellationToken);
        }

        if (!found)
        {
            await spool.DisposeAsync();
            return null;
        }

        spool.Position = 0;
        return spool;
    }

    public async Task<bool> DeleteAsync(string sha256, DateTimeOffset unlessWrittenSince, CancellationToken cancellationToken)
    {
        await using var delete = database.CreateCommand(
            """
            WITH gone AS (DELETE FROM uso_blob WHERE sha256 = $1 AND written_at < $2)
            SELECT NOT EXISTS (SELECT FROM uso_blob WHERE sha256 = $1 AND written_at >= $2)
            """);
        delete.Parameters.AddWithValue(NpgsqlDbType.Text, sha256);
        delete.Parameters.AddWithValue(NpgsqlDbType.TimestampTz, unlessWrittenSince.ToUniversalTime());
        return await delete.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>A temporary file that goes away with its handle: blobs are larger than memory should hold.</summary>
    private static FileStream Spool() => new(
        Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        1 << 16,
        FileOptions.DeleteOnClose | FileOptions.Asynchronous);
}

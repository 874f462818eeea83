using System.Diagnostics;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Uso.Benchmarks.Pipeline;

/// <summary>The same people in one indexed table of a PostgreSQL, by its fastest way in.</summary>
internal static class PostgresFloor
{
    public static async Task<TimeSpan> InsertAsync(IReadOnlyCollection<FloorPerson> people, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using (var table = new NpgsqlCommand(string.Format(CultureInfo.InvariantCulture, FloorPerson.Table, ""), connection, transaction))
        {
            await table.ExecuteNonQueryAsync(cancellationToken);
        }

        await using (var copy = await connection.BeginBinaryImportAsync("COPY person FROM STDIN (FORMAT binary)", cancellationToken))
        {
            foreach (var person in people)
            {
                await copy.StartRowAsync(cancellationToken);
                foreach (var value in person.Values)
                {
                    await copy.WriteAsync(value, NpgsqlDbType.Text, cancellationToken);
                }
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return Stopwatch.GetElapsedTime(started);
    }
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Uso.Benchmarks.Pipeline;

/// <summary>The same people in one indexed table of a SQLite file.</summary>
internal static class SqliteFloor
{
    public static TimeSpan Insert(IReadOnlyCollection<FloorPerson> people, string databasePath)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = new SqliteConnection($"Data Source={databasePath};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
        Execute(connection, string.Format(CultureInfo.InvariantCulture, FloorPerson.Table, " WITHOUT ROWID"));
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO person VALUES ($id, $first, $last, $born, $upn, $year, $reg)";
        var parameters = new[] { "$id", "$first", "$last", "$born", "$upn", "$year", "$reg" }
            .Select(name => insert.Parameters.Add(new SqliteParameter(name, SqliteType.Text))).ToArray();
        insert.Prepare();
        foreach (var person in people)
        {
            foreach (var (parameter, value) in parameters.Zip(person.Values))
            {
                parameter.Value = (object?)value ?? DBNull.Value;
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

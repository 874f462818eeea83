using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.Data.Sqlite;

namespace Uso.Silo.Import;

/// <summary>A grain's state as the embedded build stored it.</summary>
internal sealed record StoredState(string GrainType, string GrainKey, string State, long Version, byte[] Payload)
{
    /// <summary>How the cluster build names the grain in its row.</summary>
    public string Identity => $"{GrainType}/{GrainKey}";
}

/// <summary>A reminder; its start is the tick that comes next.</summary>
internal sealed record StoredReminder(string GrainType, string GrainKey, string Name, DateTime Start, TimeSpan Period)
{
    public string Identity => $"{GrainType}/{GrainKey}";
}

/// <summary>What the embedded build keeps: <c>uso.db</c>, <c>blobs/</c>, <c>keys/</c>. Nothing is changed in it.</summary>
internal sealed class DataDirectory(string path)
{
    private const string DatabaseFile = "uso.db";

    /// <summary>Null when it can be read, otherwise what is wrong.</summary>
    public string? Problem => File.Exists(Path.Combine(path, DatabaseFile)) ? null : $"there is no {DatabaseFile} in {path}";

    public IEnumerable<StoredState> States() => Rows(
        "SELECT grain_type, grain_key, state_name, version, payload FROM grain_state",
        row => new StoredState(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4)));

    public IEnumerable<StoredReminder> Reminders() => Rows(
        "SELECT grain_type, grain_key, name, next_tick, period FROM reminders",
        row => new StoredReminder(
            row.GetString(0), row.GetString(1), row.GetString(2), Milliseconds(new DateTime(row.GetInt64(3), DateTimeKind.Utc)), new TimeSpan(row.GetInt64(4))));

    /// <summary>Files of blobs; their names are the SHA-256 of what is in them.</summary>
    public IEnumerable<FileInfo> Blobs()
    {
        var folder = Path.Combine(path, "blobs");
        return Directory.Exists(folder)
            ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Name.Length == SHA256.HashSizeInBytes * 2)
            : [];
    }

    /// <summary>Data-protection keys by name.</summary>
    public IEnumerable<(string Name, XElement Key)> Keys()
    {
        var folder = Path.Combine(path, "keys");
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.xml").Select(file => (Path.GetFileNameWithoutExtension(file), XElement.Load(file)))
            : [];
    }

    // PostgreSQL keeps microseconds: what is between them would differ for ever after.
    private static DateTime Milliseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);

    private IEnumerable<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        var connect = new SqliteConnectionStringBuilder { DataSource = Path.Combine(path, DatabaseFile), Mode = SqliteOpenMode.ReadWrite, Pooling = false };
        using var connection = new SqliteConnection(connect.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return read(reader);
        }
    }
}

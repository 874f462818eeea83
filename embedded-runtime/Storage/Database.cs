using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>The one SQLite file: a writer with its thread, and readers borrowed one at a time.</summary>
internal sealed class Database : IDisposable
{
    // States are appended in the order they come, and only the narrow index is in the order of the keys: a first load's keys are all over the
    // place, and would otherwise touch a page of payloads each.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS grain_state (
            id         INTEGER PRIMARY KEY,
            grain_type TEXT NOT NULL,
            grain_key  TEXT NOT NULL,
            state_name TEXT NOT NULL,
            version    INTEGER NOT NULL,
            payload    BLOB NOT NULL);
        CREATE UNIQUE INDEX IF NOT EXISTS grain_state_key ON grain_state (grain_key, grain_type, state_name);
        CREATE TABLE IF NOT EXISTS reminders (
            grain_type TEXT NOT NULL,
            grain_key  TEXT NOT NULL,
            name       TEXT NOT NULL,
            first_tick INTEGER NOT NULL,
            next_tick  INTEGER NOT NULL,
            period     INTEGER NOT NULL,
            PRIMARY KEY (grain_type, grain_key, name)) WITHOUT ROWID;
        """;

    private readonly ConcurrentBag<StateReader> _readers = [];
    private readonly ILogger<Database> _logger;
    private readonly Lazy<Writer> _writer;
    private readonly string _path;
    private volatile bool _closed;

    public Database(IOptions<EmbeddedStorageOptions> options, StorageTelemetry telemetry, ILogger<Database> logger)
    {
        _path = Path.GetFullPath(options.Value.DatabasePath);
        _logger = logger;
        Telemetry = telemetry;
        _writer = new(() => new Writer(Create(), telemetry, _logger));
    }

    public StorageTelemetry Telemetry { get; }

    public Writer Writer => _writer.Value;

    /// <summary>Opens the file, so that a host that cannot does not start.</summary>
    public void Open() => _ = _writer.Value;

    /// <summary>A reader of its own connection; give it back.</summary>
    public StateReader Borrow()
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        _ = _writer.Value;
        return _readers.TryTake(out var reader) ? reader : new StateReader(Connect(SqliteOpenMode.ReadOnly));
    }

    public void Return(StateReader reader)
    {
        _readers.Add(reader);
        if (_closed)
        {
            CloseReaders();
        }
    }

    /// <summary>Closes the file; with <paramref name="flush"/> everything queued is written first, without it is lost as in a crash.</summary>
    public void Close(bool flush)
    {
        if (_closed)
        {
            return;
        }

        _closed = true;
        if (_writer.IsValueCreated)
        {
            Writer.Stop(flush);
        }

        CloseReaders();
    }

    public void Dispose() => Close(flush: true);

    private void CloseReaders()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private SqliteConnection Create()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var connection = Connect(SqliteOpenMode.ReadWriteCreate);
        // FULL: a commit that was reported survives a loss of power, not only of the process.
        Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=8000; PRAGMA cache_size=-65536;");
        Execute(connection, Schema);
        return connection;
    }

    // Not pooled: a closed database must leave no open file behind.
    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        Execute(connection, "PRAGMA busy_timeout=5000;");
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A connection that reads states.</summary>
internal sealed class StateReader(SqliteConnection connection) : IDisposable
{
    /// <summary>Finds one state: version, payload.</summary>
    public Statement Find { get; } = new(
        connection, "SELECT version, payload FROM grain_state WHERE grain_type = ?1 AND grain_key = ?2 AND state_name = ?3");

    public SqliteConnection Connection => connection;

    public void Dispose()
    {
        Find.Dispose();
        connection.Dispose();
    }
}

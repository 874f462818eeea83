using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>
/// The only thread that writes. Everything queued while one transaction commits goes into the next, so that many grains share the cost of
/// making it durable; each is told only after that.
/// </summary>
internal sealed class Writer
{
    /// <summary>Writes in one transaction at most, so that the first of them does not wait for ever.</summary>
    private const int MaxBatch = 4000;

    private readonly object _gate = new();
    private readonly SqliteConnection _connection;
    private readonly StorageTelemetry _telemetry;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private Queue<Write> _queue = new();
    private bool _stopping;
    private bool _abandon;
    private int _unsettled;

    public Writer(SqliteConnection connection, StorageTelemetry telemetry, ILogger logger)
    {
        _connection = connection;
        _telemetry = telemetry;
        _logger = logger;
        _begin = new(connection, "BEGIN IMMEDIATE");
        _commit = new(connection, "COMMIT");
        _rollback = new(connection, "ROLLBACK");
        Statements = new WriteStatements(connection);
        _thread = new Thread(Work) { IsBackground = true, Name = "uso-storage-writer" };
        _thread.Start();
    }

    /// <summary>Writes that have been queued and not yet told of.</summary>
    public int Unsettled => Volatile.Read(ref _unsettled);

    private WriteStatements Statements { get; }

    /// <summary>Queues a write; its own task tells when it is durable.</summary>
    public void Queue(Write write)
    {
        lock (_gate)
        {
            if (!_stopping)
            {
                _queue.Enqueue(write);
                Interlocked.Increment(ref _unsettled);
                if (_queue.Count == 1)
                {
                    Monitor.Pulse(_gate);
                }

                return;
            }
        }

        write.Fail(new ObjectDisposedException(nameof(Writer), "The storage is closed."));
    }

    /// <summary>Ends the thread: after everything queued is written, or at once.</summary>
    public void Stop(bool flush)
    {
        lock (_gate)
        {
            _stopping = true;
            _abandon = !flush;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        Statements.Dispose();
        _connection.Dispose();
    }

    private void Work()
    {
        while (Take() is { } batch)
        {
            try
            {
                Commit(batch);
            }
            catch (Exception e)
            {
                Log.TransactionFailed(_logger, e, batch.Count);
                Settle(batch, e);
                continue;
            }

            _telemetry.Committed(batch);
            Settle(batch, null);
        }
    }

    private List<Write>? Take()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_stopping)
            {
                Monitor.Wait(_gate);
            }

            if (_queue.Count == 0 || _abandon)
            {
                // What a crash would lose is never reported at all.
                _queue = new();
                return null;
            }

            var batch = new List<Write>(Math.Min(_queue.Count, MaxBatch));
            while (batch.Count < MaxBatch && _queue.TryDequeue(out var write))
            {
                batch.Add(write);
            }

            return batch;
        }
    }

    private void Commit(List<Write> batch)
    {
        _begin.Run();
        try
        {
            foreach (var write in batch)
            {
                write.Execute(Statements);
            }

            _commit.Run();
        }
        catch
        {
            try
            {
                _rollback.Run();
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself; the first failure is the one to report.
            }

            throw;
        }
    }

    // Elsewhere, so that the next transaction need not wait until everybody is told.
    private void Settle(List<Write> batch, Exception? failure) => ThreadPool.UnsafeQueueUserWorkItem(
        static told =>
        {
            foreach (var write in told.batch)
            {
                if (told.failure is null)
                {
                    write.Complete();
                }
                else
                {
                    write.Fail(new IOException("The state was not written: its transaction failed.", told.failure));
                }
            }

            Interlocked.Add(ref told.writer._unsettled, -told.batch.Count);
        },
        (writer: this, batch, failure),
        preferLocal: false);
}

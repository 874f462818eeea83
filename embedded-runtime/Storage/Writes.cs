using System.Globalization;
using Microsoft.Data.Sqlite;
using Orleans.Runtime;
using Orleans.Storage;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>The writer's prepared statements.</summary>
internal sealed class WriteStatements(SqliteConnection connection) : IDisposable
{
    private const string Key = "grain_type = ?1 AND grain_key = ?2 AND state_name = ?3";

    public Statement Insert { get; } = new(
        connection, "INSERT INTO grain_state (grain_type, grain_key, state_name, version, payload) VALUES (?1, ?2, ?3, 1, ?4) ON CONFLICT DO NOTHING");

    public Statement Update { get; } = new(connection, $"UPDATE grain_state SET version = version + 1, payload = ?4 WHERE {Key} AND version = ?5");

    public Statement Delete { get; } = new(connection, $"DELETE FROM grain_state WHERE {Key} AND version = ?4");

    public Statement Version { get; } = new(connection, $"SELECT version FROM grain_state WHERE {Key}");

    public Statement PutReminder { get; } = new(
        connection, "INSERT OR REPLACE INTO reminders (grain_type, grain_key, name, first_tick, next_tick, period) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    // A tick is noted only for the reminder as it was when it ticked: it may have been changed or removed since.
    public Statement NoteTick { get; } = new(
        connection, "UPDATE reminders SET next_tick = ?4 WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3 AND first_tick = ?5 AND period = ?6");

    public Statement RemoveReminder { get; } = new(connection, "DELETE FROM reminders WHERE grain_type = ?1 AND grain_key = ?2 AND name = ?3");

    public void Dispose()
    {
        foreach (var statement in (Statement[])[Insert, Update, Delete, Version, PutReminder, NoteTick, RemoveReminder])
        {
            statement.Dispose();
        }
    }
}

/// <summary>Something to be written, and somebody to be told.</summary>
internal abstract class Write
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    /// <summary>Which grain type wrote, and what: for the counters.</summary>
    public abstract (string GrainType, string Operation) Label { get; }

    /// <summary>Runs on the writer's thread, in a transaction.</summary>
    public abstract void Execute(WriteStatements statements);

    /// <summary>The transaction is durable.</summary>
    public virtual void Complete() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>Writes or clears one state, provided it is still the version that was read.</summary>
internal sealed class StateWrite(GrainId grainId, string stateName, long expected, byte[]? payload) : Write
{
    private long? _found;
    private bool _conflict;

    public override (string GrainType, string Operation) Label =>
        (grainId.Type.ToString(), payload is null ? "clear" : expected == 0 ? "insert" : "update");

    public override void Execute(WriteStatements statements)
    {
        // Clearing what is not there is done already, unless somebody has put something there.
        var statement = payload is null ? statements.Delete : expected == 0 ? statements.Insert : statements.Update;
        BindKey(statement);
        if (payload is null)
        {
            statement.Bind(4, expected);
        }
        else
        {
            statement.Bind(4, payload);
            if (expected != 0)
            {
                statement.Bind(5, expected);
            }
        }

        statement.Run();
        if (statement.Changes == 0)
        {
            BindKey(statements.Version);
            _found = statements.Version.Step() ? statements.Version.Long(0) : null;
            statements.Version.Reset();
            _conflict = payload is not null || expected != 0 || _found is not null;
        }
    }

    public override void Complete()
    {
        if (!_conflict)
        {
            base.Complete();
            return;
        }

        Fail(new InconsistentStateException(
            $"State \"{stateName}\" of {grainId} was changed by somebody else.",
            _found?.ToString(CultureInfo.InvariantCulture),
            expected == 0 ? null : expected.ToString(CultureInfo.InvariantCulture)));
    }

    private void BindKey(Statement statement) => statement.Bind(1, grainId.Type.ToString()).Bind(2, grainId.Key.ToString()).Bind(3, stateName);
}

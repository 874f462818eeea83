using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace Uso.Testing;

/// <summary>The states of a test's cluster.</summary>
internal sealed class SharedStates
{
    public ConcurrentDictionary<(string Name, GrainId Grain), (byte[] Payload, long Version)> Rows { get; } = new();
}

/// <summary>States in memory, as bytes, with ETags; shared by the silos and kept over a restart.</summary>
internal sealed class SharedGrainStorage(SharedStates states, IServiceProvider services) : IGrainStorage
{
    private readonly Serializer _serializer = services.GetRequiredService<Serializer>();

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var found = states.Rows.TryGetValue((stateName, grainId), out var row);
        grainState.State = found ? _serializer.Deserialize<T>(row.Payload) : Activator.CreateInstance<T>();
        grainState.ETag = found ? Etag(row.Version) : null;
        grainState.RecordExists = found;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var payload = _serializer.SerializeToArray(grainState.State!);
        var key = (stateName, grainId);
        lock (states)
        {
            var version = Check(key, grainState.ETag) + 1;
            states.Rows[key] = (payload, version);
            grainState.ETag = Etag(version);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = (stateName, grainId);
        lock (states)
        {
            Check(key, grainState.ETag);
            states.Rows.TryRemove(key, out _);
        }

        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private long Check((string, GrainId) key, string? etag)
    {
        var version = states.Rows.TryGetValue(key, out var row) ? row.Version : 0;
        var stored = version == 0 ? null : Etag(version);
        return stored == etag ? version : throw new InconsistentStateException("The state was changed by somebody else.", stored, etag);
    }
}

/// <summary>Reminders in memory; shared by the silos and kept over a restart.</summary>
internal sealed class SharedReminders : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Name), ReminderEntry> _rows = new();
    private long _version;

    public Task<ReminderTableData> ReadRows(GrainId grainId) =>
        Task.FromResult(new ReminderTableData(_rows.Where(r => r.Key.Grain.Equals(grainId)).Select(r => r.Value)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(_rows.Values.Where(r =>
    {
        // The ring's segment from begin, not included, to end; it may go over the top.
        var hash = r.GrainId.GetUniformHashCode();
        return begin < end ? hash > begin && hash <= end : hash > begin || hash <= end;
    })));

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => Task.FromResult(_rows.GetValueOrDefault((grainId, reminderName)));

    public Task<string?> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        _rows[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult<string?>(entry.ETag);
    }

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => Task.FromResult(
        _rows.TryGetValue((grainId, reminderName), out var row) && row.ETag == eTag && _rows.TryRemove(new((grainId, reminderName), row)));

    public Task TestOnlyClearTable()
    {
        _rows.Clear();
        return Task.CompletedTask;
    }
}

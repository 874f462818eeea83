using System.Globalization;
using Orleans.Storage;
using Uso.Silo.Hosting;

namespace Uso.Testing.Cluster;

/// <summary>States and reminders of a test's silos: what the database keeps when they are gone.</summary>
internal sealed class SharedStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string State, GrainId Grain), (int Version, byte[] Payload)> _states = [];
    private readonly Dictionary<(GrainId Grain, string Name), ReminderEntry> _reminders = [];
    private int _reminderVersion;

    public (int Version, byte[] Payload)? Read(string state, GrainId grain)
    {
        lock (_gate)
        {
            return _states.TryGetValue((state, grain), out var row) ? row : null;
        }
    }

    /// <summary>Writes, or clears when there is no payload, provided the row still has the version that was read; 0 when there was none.</summary>
    public void Write(string state, GrainId grain, int expected, byte[]? payload)
    {
        lock (_gate)
        {
            var found = _states.TryGetValue((state, grain), out var row) ? row.Version : 0;
            if (found != expected)
            {
                throw new InconsistentStateException(
                    $"State \"{state}\" of {grain} is version {found}; {expected} was read.", found.ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));
            }

            if (payload is null)
            {
                _states.Remove((state, grain));
            }
            else
            {
                _states[(state, grain)] = (expected + 1, payload);
            }
        }
    }

    public bool Holds(byte[] bytes)
    {
        lock (_gate)
        {
            return _states.Values.Any(row => row.Payload.AsSpan().IndexOf(bytes) >= 0);
        }
    }

    public ReminderTableData FindReminders(Func<GrainId, bool> wanted)
    {
        lock (_gate)
        {
            return new ReminderTableData(_reminders.Values.Where(r => wanted(r.GrainId)).Select(Copy).ToList());
        }
    }

    public ReminderEntry? FindReminder(GrainId grain, string name)
    {
        lock (_gate)
        {
            return _reminders.TryGetValue((grain, name), out var found) ? Copy(found) : null;
        }
    }

    public string PutReminder(ReminderEntry entry)
    {
        lock (_gate)
        {
            var row = Copy(entry);
            row.ETag = (++_reminderVersion).ToString(CultureInfo.InvariantCulture);
            _reminders[(row.GrainId, row.ReminderName)] = row;
            return row.ETag;
        }
    }

    public bool RemoveReminder(GrainId grain, string name, string etag)
    {
        lock (_gate)
        {
            return _reminders.TryGetValue((grain, name), out var found) && found.ETag == etag && _reminders.Remove((grain, name));
        }
    }

    public void ClearReminders()
    {
        lock (_gate)
        {
            _reminders.Clear();
        }
    }

    private static ReminderEntry Copy(ReminderEntry entry) => new()
    {
        GrainId = entry.GrainId,
        ReminderName = entry.ReminderName,
        StartAt = entry.StartAt,
        Period = entry.Period,
        ETag = entry.ETag,
    };
}

/// <summary>One cluster's way to the store; cut, it answers nobody any more, as when the process is gone.</summary>
internal sealed class StoreConnection(SharedStore store, Stirrings stirrings) : IGrainStorage, IReminderTable
{
    private static readonly StateSerializer Serializer = new();

    private readonly SemaphoreSlim _remindersRead = new(0);
    private volatile bool _cut;

    public void Cut() => _cut = true;

    /// <summary>Waits until every silo has read the reminders.</summary>
    public async Task RemindersReadAsync(int silos)
    {
        for (var silo = 0; silo < silos; silo++)
        {
            await _remindersRead.WaitAsync();
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => DoAsync(() =>
    {
        var row = store.Read(stateName, grainId);
        grainState.State = row is { } found ? Serializer.Deserialize<T>(new BinaryData(found.Payload))! : Activator.CreateInstance<T>();
        grainState.ETag = row?.Version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = row is not null;
        return true;
    });

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var expected = Version(grainState.ETag);
        var payload = Serializer.Serialize(grainState.State).ToArray();
        return DoAsync(() =>
        {
            store.Write(stateName, grainId, expected, payload);
            grainState.ETag = (expected + 1).ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
            return true;
        });
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => DoAsync(() =>
    {
        store.Write(stateName, grainId, Version(grainState.ETag), null);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return true;
    });

    public Task<ReminderTableData> ReadRows(GrainId grainId) => DoAsync(() => store.FindReminders(grainId.Equals));

    public async Task<ReminderTableData> ReadRows(uint begin, uint end)
    {
        // A range of the ring, its begin left out; it may pass zero.
        var rows = await DoAsync(() => store.FindReminders(grain => grain.GetUniformHashCode() is var hash
            && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end)));
        _remindersRead.Release();
        return rows;
    }

    public Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName) => DoAsync(() => store.FindReminder(grainId, reminderName));

    public Task<string?> UpsertRow(ReminderEntry entry) => DoAsync(string? () => store.PutReminder(entry));

    public Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag) => DoAsync(() => store.RemoveReminder(grainId, reminderName, eTag));

    public Task TestOnlyClearTable() => DoAsync(() =>
    {
        store.ClearReminders();
        return true;
    });

    private Task<T> DoAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>();
        // On another thread: a store never answers at once.
        stirrings.Store(() =>
        {
            if (_cut)
            {
                return;
            }

            try
            {
                done.SetResult(work());
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    private static int Version(string? etag) => etag is null ? 0 : int.Parse(etag, CultureInfo.InvariantCulture);
}

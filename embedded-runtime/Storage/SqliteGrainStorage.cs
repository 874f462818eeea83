using System.Globalization;
using System.Text.Json;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Storage;

/// <summary>Grain states as JSON in the SQLite file; the ETag is the row's version.</summary>
internal sealed class SqliteGrainStorage(Database database, EmbeddedSilo silo) : IGrainStorage
{
    private readonly JsonSerializerOptions _json = silo.Isolator.StateOptions;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // On the grain's own thread: from a warm file this takes less time than going to another thread would.
        var reader = database.Borrow();
        try
        {
            reader.Find.Bind(1, grainId.Type.ToString()).Bind(2, grainId.Key.ToString()).Bind(3, stateName);
            if (reader.Find.Step())
            {
                grainState.State = JsonSerializer.Deserialize<T>(reader.Find.Blob(1), _json);
                grainState.ETag = Etag(reader.Find.Long(0));
                grainState.RecordExists = true;
            }
            else
            {
                grainState.State = default;
                grainState.ETag = null;
                grainState.RecordExists = false;
            }
        }
        finally
        {
            reader.Find.Reset();
            database.Return(reader);
        }

        database.Telemetry.Read(grainId.Type.ToString());
        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // Serialised before the first await: what the grain changes after that belongs to its next write.
        var expected = Version(grainState.ETag);
        var write = new StateWrite(grainId, stateName, expected, JsonSerializer.SerializeToUtf8Bytes(grainState.State, _json));
        database.Writer.Queue(write);
        await write.Done;
        grainState.ETag = Etag(expected + 1);
        grainState.RecordExists = true;
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var write = new StateWrite(grainId, stateName, Version(grainState.ETag), null);
        database.Writer.Queue(write);
        await write.Done;
        grainState.State = default;
        grainState.ETag = null;
        grainState.RecordExists = false;
    }

    private static string Etag(long version) => version.ToString(CultureInfo.InvariantCulture);

    private static long Version(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
}

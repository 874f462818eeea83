using Orleans.Storage;

namespace Uso.Silo.Hosting;

/// <summary>
/// Stores every state under its grain's whole identity, as text. By itself the AdoNet storage reads a key that looks like a number or a Guid as
/// one, so that consumers "a" and "0a" would share a row; it also leaves out the grain's type. Counts what is read and written.
/// </summary>
internal sealed class TextKeyStorage(IGrainStorage rows, StorageTelemetry telemetry) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await rows.ReadStateAsync(stateName, AsText(grainId), grainState);
        telemetry.Read(grainId.Type);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var operation = grainState.RecordExists ? "update" : "insert";
        await rows.WriteStateAsync(stateName, AsText(grainId), grainState);
        telemetry.Wrote(grainId.Type, operation);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await rows.ClearStateAsync(stateName, AsText(grainId), grainState);
        telemetry.Wrote(grainId.Type, "clear");
    }

    private static GrainId AsText(GrainId grainId) => GrainId.Create(grainId.Type, grainId.ToString());
}

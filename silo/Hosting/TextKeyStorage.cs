using Orleans.Storage;

namespace Uso.Silo.Hosting;

/// <summary>
/// Stores every state under its grain's whole identity, as text. By itself the AdoNet storage reads a key that looks like a number or a Guid as
/// one, so that consumers "a" and "0a" would share a row; it also leaves out the grain's type.
/// </summary>
internal sealed class TextKeyStorage(IGrainStorage rows) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rows.ReadStateAsync(stateName, AsText(grainId), grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rows.WriteStateAsync(stateName, AsText(grainId), grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        rows.ClearStateAsync(stateName, AsText(grainId), grainState);

    private static GrainId AsText(GrainId grainId) => GrainId.Create(grainId.Type, grainId.ToString());
}

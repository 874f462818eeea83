using Orleans;
using Orleans.Runtime;
using Uso.EmbeddedRuntime.Scheduling;

namespace Uso.EmbeddedRuntime.Calls;

/// <summary>References for grains and for everybody else in the process.</summary>
internal sealed class EmbeddedClient(EmbeddedSilo silo) : IClusterClient
{
    public IServiceProvider ServiceProvider => silo.Services;

    public TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(primaryKey);
        return (TGrainInterface)silo.CreateReference(typeof(TGrainInterface), primaryKey, grainClassNamePrefix);
    }

    public TGrainInterface GetGrain<TGrainInterface>(long primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithIntegerKey =>
        (TGrainInterface)silo.CreateReference(typeof(TGrainInterface), primaryKey.ToString("X", null), grainClassNamePrefix);

    public IGrain GetGrain(Type grainInterfaceType, string grainPrimaryKey)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(grainPrimaryKey);
        return (IGrain)silo.CreateReference(grainInterfaceType, grainPrimaryKey, null);
    }

    public TGrainInterface GetGrain<TGrainInterface>(GrainId grainId)
        where TGrainInterface : IAddressable => (TGrainInterface)GetGrain(grainId, typeof(TGrainInterface));

    public object GetGrain(GrainId grainId, Type grainInterface) => silo.CreateReference(
        grainInterface,
        silo.Types.ByName(grainId.Type.ToString()) ?? throw new ArgumentException($"There is no grain type \"{grainId.Type}\"."),
        grainId);
}

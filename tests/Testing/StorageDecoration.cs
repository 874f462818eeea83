using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Uso.Testing;

/// <summary>Puts a test's own storage around the real one, so that it can fail before and after a write.</summary>
public static class StorageDecoration
{
    /// <summary>Wraps the storage registered under a name. Call it from <c>GrainHost.StartAsync</c>'s configure.</summary>
    public static IServiceCollection DecorateGrainStorage(this IServiceCollection services, string name, Func<IGrainStorage, IGrainStorage> decorate)
    {
        var real = services.Last(s => s.ServiceType == typeof(IGrainStorage) && s.IsKeyedService && Equals(s.ServiceKey, name));
        return services.AddKeyedSingleton(
            name,
            (provider, key) => decorate((IGrainStorage)(real.KeyedImplementationFactory?.Invoke(provider, key)
                ?? real.KeyedImplementationInstance
                ?? ActivatorUtilities.CreateInstance(provider, real.KeyedImplementationType!))));
    }
}

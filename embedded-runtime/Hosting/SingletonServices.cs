using Microsoft.Extensions.DependencyInjection;

namespace Uso.EmbeddedRuntime.Hosting;

/// <summary>Knows which services are singletons: a grain that asks for nothing else needs no scope of its own.</summary>
internal sealed class SingletonServices(IServiceCollection services)
{
    // Read at the first question, when everything has been registered.
    private readonly Lazy<Dictionary<Type, bool>> _singletons = new(() => services
        .Where(s => !s.IsKeyedService)
        .GroupBy(s => s.ServiceType)
        .ToDictionary(g => g.Key, g => g.All(s => s.Lifetime == ServiceLifetime.Singleton)));

    public bool Contains(Type service) =>
        _singletons.Value.TryGetValue(service, out var known) ? known
        : service.IsGenericType && _singletons.Value.GetValueOrDefault(service.GetGenericTypeDefinition());
}

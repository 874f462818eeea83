using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Timers;
using Uso.EmbeddedRuntime.Reminders;
using Uso.EmbeddedRuntime.Scheduling;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Hosting;

/// <inheritdoc cref="ISiloBuilder"/>
internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services => services;

    public IConfiguration Configuration => configuration;

    /// <summary>Adds the runtime to a host, once.</summary>
    public static SiloBuilder AddTo(IServiceCollection services, IConfiguration configuration)
    {
        if (services.FirstOrDefault(s => s.ServiceType == typeof(SiloBuilder))?.ImplementationInstance is SiloBuilder existing)
        {
            return existing;
        }

        var builder = new SiloBuilder(services, configuration);
        services.AddSingleton(builder);
        services.AddSingleton(new SingletonServices(services));
        services.AddLogging();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<EmbeddedRuntimeOptions>()
            .Validate(o => o.ResponseTimeout > TimeSpan.Zero, "ResponseTimeout must be positive.")
            .Validate(o => o.CollectionAge > TimeSpan.Zero, "CollectionAge must be positive.")
            .Validate(o => o.MaxIdleActivations > 0, "MaxIdleActivations must be positive.")
            .Validate(o => o.StopTimeout > TimeSpan.Zero, "StopTimeout must be positive.")
            .ValidateOnStart();
        services.AddOptions<EmbeddedStorageOptions>()
            .Validate(o => !string.IsNullOrWhiteSpace(o.DatabasePath), "Name the database with UseEmbeddedStorage(o => o.DatabasePath = …).")
            .ValidateOnStart();
        services.AddSingleton<EmbeddedSilo>();
        services.AddSingleton<StorageTelemetry>();
        services.AddSingleton<Database>();
        services.AddSingleton<SqliteGrainStorage>();
        services.AddSingleton<ReminderService>();
        services.AddSingleton<IReminderRegistry>(s => s.GetRequiredService<ReminderService>());
        services.AddSingleton<IReminderTable>(s => s.GetRequiredService<ReminderService>());
        services.AddSingleton<IClusterClient>(s => s.GetRequiredService<EmbeddedSilo>().GrainFactory);
        services.AddSingleton<IGrainFactory>(s => s.GetRequiredService<EmbeddedSilo>().GrainFactory);
        services.AddSingleton<IGrainContextAccessor, GrainContextAccessor>();
        services.AddSingleton<EmbeddedSiloLifetime>();
        services.AddHostedService(s => s.GetRequiredService<EmbeddedSiloLifetime>());
        return builder;
    }

    private sealed class GrainContextAccessor : IGrainContextAccessor
    {
        public IGrainContext GrainContext => (TaskScheduler.Current as Activation)!;
    }
}

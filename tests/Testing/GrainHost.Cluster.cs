using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Uso.Testing;

/// <summary>On Orleans: two silos in this process. States and reminders are in this object, so that they outlive the silos.</summary>
public sealed partial class GrainHost
{
    private readonly SharedStates _states = new();
    private readonly SharedReminders _reminders = new();
    private InProcessTestCluster? _cluster;

    public IServiceProvider Services => Cluster.GetSiloServiceProvider();

    public IGrainFactory GrainFactory => Cluster.Client;

    private InProcessTestCluster Cluster => _cluster ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>Starts after a stop.</summary>
    public async Task StartAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddReminders();
            silo.Services.AddSingleton<IReminderTable>(_reminders);
            silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) => new SharedGrainStorage(_states, services));
            silo.Services.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = _options.ResponseTimeout);
            silo.Services.Configure<GrainCollectionOptions>(o => o.CollectionAge = _options.CollectionAge);
            ConfigureServices(silo.Services);
            // The silos' own affairs go by real time; what grains see, their timers and their reminders, by the test's.
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddKeyedSingleton<TimeProvider>("Orleans.Reminders", Clock);
        });
        builder.ConfigureClient(client => client.Services.Configure<ClientMessagingOptions>(o => o.ResponseTimeout = _options.ResponseTimeout));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    /// <summary>Lets grains finish what they are at. A cluster cannot say when it is quiet, so this gives it a little real time.</summary>
    public Task SettleAsync() => Task.Delay(TimeSpan.FromMilliseconds(20));

    /// <summary>Stops gracefully.</summary>
    public async Task StopAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }
    }

    /// <summary>Stops as a crash would.</summary>
    public async Task KillAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            await cluster.KillClientAsync();
            foreach (var silo in cluster.Silos.ToList())
            {
                await cluster.KillSiloAsync(silo);
            }

            await cluster.DisposeAsync();
        }
    }
}

using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Reminders;
using Orleans.Storage;
using Orleans.TestingHost;
using Uso.Silo.Hosting;
using Uso.Testing.Cluster;

namespace Uso.Testing;

/// <summary>On Microsoft Orleans: two silos and a client in this process. Grains and reminders live by the test's clock, the silos' own upkeep by the real one.</summary>
public sealed partial class GrainHost
{
    private const int SiloCount = 2;

    // Longer than a test's time. Of what silos do now and then, these two go by the grains' clock, and would be most of what happens when it is advanced.
    private static readonly TimeSpan Never = TimeSpan.FromDays(40);

    // A reminder is in its silo's memory from the start, not only shortly before it is due.
    private static readonly TimeSpan ReminderWindow = TimeSpan.FromDays(4000);

    private readonly SharedStore _store = new();

    // One for all silos, so that whoever listens hears all of them.
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private InProcessTestCluster? _cluster;
    private StoreConnection? _connection;
    private Stirrings? _stirrings;

    /// <summary>Services of one of the silos.</summary>
    public IServiceProvider Services => Running.Silos[0].ServiceProvider;

    public IGrainFactory GrainFactory => Running.Client;

    private InProcessTestCluster Running => _cluster ?? throw new InvalidOperationException("The host is stopped.");

    /// <summary>Starts after a stop.</summary>
    public async Task StartAsync()
    {
        var stirrings = new Stirrings(Clock);
        var connection = new StoreConnection(_store, stirrings);
        var builder = new InProcessTestClusterBuilder(SiloCount);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) => ConfigureSilo(silo, connection, stirrings));
        builder.ConfigureClient(client => client
            .Configure<ClientMessagingOptions>(o => o.ResponseTimeout = _options.ResponseTimeout)
            .AddOutgoingGrainCallFilter(stirrings.SendAsync));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        foreach (var silo in cluster.Silos)
        {
            stirrings.Follow((IGrainContext)silo.ServiceProvider.GetRequiredService<IReminderService>());
        }

        (_cluster, _connection, _stirrings) = (cluster, connection, stirrings);
        // Silos read the reminders in the background of their start.
        await connection.RemindersReadAsync(SiloCount);
        await SettleAsync();
    }

    /// <summary>Lets grains and storage finish what they are at; calls that wait for something else stay as they are.</summary>
    public Task SettleAsync() => _stirrings!.SettleAsync();

    /// <summary>Whether a text is anywhere in what is stored.</summary>
    public bool StorageHolds(string text) => _store.Holds(Encoding.UTF8.GetBytes(text));

    /// <summary>Stops gracefully: running turns end, grains deactivate, everything is written.</summary>
    public async Task StopAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            await cluster.StopAllSilosAsync();
            await cluster.DisposeAsync();
        }
    }

    /// <summary>Stops as a crash would: nothing drained, nothing flushed, and nothing written from the moment of the crash.</summary>
    public async Task KillAsync()
    {
        if (_cluster is { } cluster)
        {
            _cluster = null;
            _connection!.Cut();
            await Task.WhenAll(cluster.Silos.Select(cluster.KillSiloAsync));
            await cluster.KillClientAsync();
            await cluster.DisposeAsync();
        }
    }

    // Every meter that lives is known to the whole process, and with it the silo that it measures.
    private ValueTask DisposeRuntimeAsync() => _meters.DisposeAsync();

    private void ConfigureSilo(ISiloBuilder silo, StoreConnection connection, Stirrings stirrings)
    {
        silo.Configure<SiloMessagingOptions>(o => o.ResponseTimeout = _options.ResponseTimeout);
        silo.Configure<GrainCollectionOptions>(o => o.CollectionAge = _options.CollectionAge);
        silo.Configure<DeploymentLoadPublisherOptions>(o => o.DeploymentLoadPublisherRefreshTime = Never);
        silo.AddReminders();
        silo.Configure<ReminderOptions>(o =>
        {
            o.RefreshReminderListPeriod = Never;
            o.ReminderLoadingWindow = ReminderWindow;
        });
        silo.AddIncomingGrainCallFilter(stirrings.TakeUpAsync);
        silo.AddOutgoingGrainCallFilter(stirrings.SendAsync);
        silo.Services.AddSingleton<IReminderTable>(connection);
        silo.Services.AddSingleton(_meters.GetRequiredService<IMeterFactory>());
        silo.Services.AddSingleton<StorageTelemetry>();
        silo.Services.AddKeyedSingleton<IGrainStorage>(
            StorageNames.Default, (services, _) => new TextKeyStorage(connection, services.GetRequiredService<StorageTelemetry>()));
        silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, new ReminderClock(Clock));
        // Last, so that what a test registers is what holds.
        ConfigureServices(silo.Services);
    }
}

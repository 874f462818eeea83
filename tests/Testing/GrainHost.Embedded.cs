using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans;
using Uso.EmbeddedRuntime;
using Uso.EmbeddedRuntime.Scheduling;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.Testing;

/// <summary>On the embedded runtime: one silo on a SQLite file, with everything that crosses put through the strict wire form.</summary>
public sealed partial class GrainHost
{
    private IHost? _host;

    public IServiceProvider Services => (_host ?? throw new InvalidOperationException("The host is stopped.")).Services;

    public IGrainFactory GrainFactory => Services.GetRequiredService<IGrainFactory>();

    /// <summary>Starts after a stop.</summary>
    public async Task StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        // Time stands still in a test, so the silo's own deadline never comes; this one is in real time.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(5));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.UseOrleans(silo => silo
            .ConfigureEmbeddedRuntime(o =>
            {
                o.IsolateEverything = true;
                o.ResponseTimeout = _options.ResponseTimeout;
                o.CollectionAge = _options.CollectionAge;
            })
            .UseEmbeddedStorage(o => o.DatabasePath = DatabasePath, StorageNames.Default));
        // Last, so that what a test registers is what holds.
        ConfigureServices(builder.Services);
        _host = builder.Build();
        await _host.StartAsync();
    }

    /// <summary>Lets grains and storage finish what they are at; calls that wait for something else stay as they are.</summary>
    public async Task SettleAsync()
    {
        var silo = Services.GetRequiredService<EmbeddedSilo>();
        var writer = Services.GetRequiredService<Database>().Writer;
        // A grain that never rests must not hold the test up for ever.
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        for (var quiet = 0; quiet < 2 && !patience.IsCancellationRequested;)
        {
            quiet = silo.IsQuiet && writer.Unsettled == 0 && Clock.IsQuiet ? quiet + 1 : 0;
            // Through the thread pool, after what is queued there.
            await Task.Run(static () => { });
        }
    }

    /// <summary>Whether a text is anywhere in what is stored.</summary>
    public bool StorageHolds(string text) => Directory.EnumerateFiles(Path.GetDirectoryName(DatabasePath)!, Path.GetFileName(DatabasePath) + "*").Any(file =>
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
    });

    /// <summary>Stops gracefully: running turns end, grains deactivate, everything is written.</summary>
    public async Task StopAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.StopAsync();
            host.Dispose();
        }
    }

    /// <summary>Stops as a crash would: nothing drained, nothing flushed.</summary>
    public async Task KillAsync()
    {
        if (_host is { } host)
        {
            _host = null;
            await host.KillEmbeddedRuntimeAsync();
            host.Dispose();
        }
    }

    private static ValueTask DisposeRuntimeAsync() => ValueTask.CompletedTask;
}

using Microsoft.Extensions.DependencyInjection;

namespace Uso.Testing;

/// <summary>
/// A running silo, or two in the cluster build, for one test. The same on both runtimes; how each is put together is in the file named after
/// it. States and reminders outlive a restart.
/// </summary>
public sealed partial class GrainHost : IAsyncDisposable
{
    private readonly Action<IServiceCollection>? _configure;
    private readonly GrainHostOptions _options;

    private GrainHost(Action<IServiceCollection>? configure, FakeClock? clock, string? databasePath, GrainHostOptions? options)
    {
        _configure = configure;
        _options = options ?? new();
        Clock = clock ?? new FakeClock();
        OwnsDatabase = databasePath is null;
        DatabasePath = databasePath ?? Path.Combine(Path.GetTempPath(), $"uso-test-{Guid.NewGuid():N}", "grains.db");
    }

    /// <summary>The time the grains live in.</summary>
    public FakeClock Clock { get; }

    /// <summary>Where the embedded runtime keeps its file.</summary>
    public string DatabasePath { get; }

    private bool OwnsDatabase { get; }

    /// <summary>Starts a host.</summary>
    /// <param name="configure">Adds what the grains ask for, or replaces it.</param>
    /// <param name="clock">The clock to use; a new one otherwise.</param>
    /// <param name="databasePath">A file to keep after the test; a temporary one otherwise.</param>
    public static async Task<GrainHost> StartAsync(
        Action<IServiceCollection>? configure = null, FakeClock? clock = null, string? databasePath = null, GrainHostOptions? options = null)
    {
        var host = new GrainHost(configure, clock, databasePath, options);
        await host.StartAsync();
        return host;
    }

    /// <summary>Stops gracefully and starts again on the same states.</summary>
    public async Task RestartAsync()
    {
        await StopAsync();
        await StartAsync();
    }

    /// <summary>Stops as a crash would and starts again on the same states.</summary>
    public async Task CrashAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>
    /// Moves time on from timer to timer, and lets the grains finish their turns in between. <see cref="FakeClock.Advance"/> gives them no
    /// such chance, so a long stretch of it may look to them like a call that takes too long.
    /// </summary>
    public async Task AdvanceAsync(TimeSpan by)
    {
        var target = Clock.GetUtcNow() + by;
        await SettleAsync();
        while (Clock.NextDue is { } due && due <= target)
        {
            Clock.Advance(due - Clock.GetUtcNow());
            await SettleAsync();
        }

        Clock.Advance(target - Clock.GetUtcNow());
        await SettleAsync();
    }

    /// <summary>Lets time pass, a second at a step, until a task has ended: for what the runtime does in its own time.</summary>
    public async Task PassTimeUntilAsync(Task task, int seconds = 600)
    {
        await SettleAsync();
        for (var step = 0; step < seconds && !task.IsCompleted; step++)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DisposeRuntimeAsync();
        if (OwnsDatabase && Path.GetDirectoryName(DatabasePath) is { } directory && Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton<TimeProvider>(Clock);
        _configure?.Invoke(services);
    }
}

/// <summary>What a test may set of the runtime.</summary>
public sealed record GrainHostOptions
{
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan CollectionAge { get; init; } = TimeSpan.FromMinutes(15);
}

/// <summary>Names the tests' storage.</summary>
public static class StorageNames
{
    public const string Default = "uso";
}

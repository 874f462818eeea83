namespace Uso.ClientApi.Hosting;

/// <summary>Whether grains can be reached from here. The runtime's hosting file says so; with the grains in this process it never changes after the start.</summary>
internal sealed class ClusterLink : IHostedLifecycleService
{
    private volatile bool _started;
    private volatile bool _lost;

    public bool IsUp => _started && !_lost;

    /// <summary>It was there, and no silo can be reached any more.</summary>
    public bool IsLost => _started && _lost;

    /// <summary>How many gateways there are now.</summary>
    public void GatewaysAre(int count) => _lost = count == 0;

    /// <summary>Whatever hosts or reaches the grains has started.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _started = true;
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

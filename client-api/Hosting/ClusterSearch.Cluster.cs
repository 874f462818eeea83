namespace Uso.ClientApi.Hosting;

/// <summary>
/// Orleans' client connects when something is to be sent. While the link is down the gate lets nothing through, so this sends a small read now and then,
/// and the gate opens within a second or two of a silo's return.
/// </summary>
internal sealed class ClusterSearch(ClusterLink link, IGrainFactory grains, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (link.IsLost)
            {
                await TryAsync(stoppingToken);
            }
        }
    }

    private async Task TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await grains.LaDirectory(LaDirectoryKey.All.First()).GetAsync().WaitAsync(stoppingToken);
        }
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
        {
            // Still away, for whatever reason: the gate tells every caller.
        }
    }
}

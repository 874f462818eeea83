using Microsoft.Extensions.Hosting;
using Uso.EmbeddedRuntime.Reminders;
using Uso.EmbeddedRuntime.Scheduling;
using Uso.EmbeddedRuntime.Storage;

namespace Uso.EmbeddedRuntime.Hosting;

/// <summary>Starts and stops the silo with its host.</summary>
internal sealed class EmbeddedSiloLifetime(EmbeddedSilo silo, Database database, ReminderService reminders) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        database.Open();
        silo.Start();
        reminders.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        reminders.Stop();
        await silo.StopAsync(cancellationToken);
        database.Close(flush: true);
    }

    /// <summary>Stops as a crash would: nothing drained, nothing flushed.</summary>
    public async Task KillAsync()
    {
        reminders.Stop();
        await silo.KillAsync();
        database.Close(flush: false);
    }
}

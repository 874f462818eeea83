using System.Collections.Immutable;
using Uso.ClientApi.Operations;
using Uso.Grains.Hosting;

namespace Uso.ClientApi.Hosting;

/// <summary>Embedded build: this process is the only silo.</summary>
internal sealed class ClusterFacts(SiloFactsSource facts, IReminderTable reminders) : IClusterFacts
{
    private const string Self = "embedded";

    public Task<ImmutableArray<SiloView>> SilosAsync(CancellationToken cancellationToken)
    {
        var self = facts.Read(Self);
        return Task.FromResult<ImmutableArray<SiloView>>(
            [new SiloView { Address = Self, Name = Environment.MachineName, Status = "Active", StartedAt = self.StartedAt }.With(self)]);
    }

    public async Task<ReminderCounts> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        ReminderRule.Count((await reminders.ReadRows(0, 0)).Reminders.Select(entry => (entry.StartAt, entry.Period)), now.UtcDateTime);
}

using System.Collections.Immutable;

namespace Uso.ClientApi.Operations;

/// <summary>What an operator wants to know of the runtime; each runtime has its own way to find out.</summary>
internal interface IClusterFacts
{
    Task<ImmutableArray<SiloView>> SilosAsync(CancellationToken cancellationToken);

    Task<ReminderCounts> RemindersAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

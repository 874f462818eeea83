using System.Collections.Immutable;
using Uso.ClientApi.Night;

namespace Uso.ClientApi.Operations;

/// <summary>The state of the service, for who operates it. No people in it.</summary>
public sealed record OperationsView
{
    /// <summary>"embedded" or "cluster".</summary>
    public required string Runtime { get; init; }
    public required ImmutableArray<SiloView> Silos { get; init; }

    /// <summary>Grains in memory, by type, over all silos.</summary>
    public required ImmutableArray<ActivationCount> Activations { get; init; }
    public required ReminderCounts Reminders { get; init; }

    /// <summary>Where the schools of all LAs stand tonight.</summary>
    public required Tonight Tonight { get; init; }
}

public sealed record SiloView
{
    public required string Address { get; init; }
    public required string Name { get; init; }

    /// <summary>Orleans' word, such as "Active", "ShuttingDown" or "Dead".</summary>
    public required string Status { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>What the silo says of itself; null when it did not answer.</summary>
    public string? Build { get; init; }
    public long? WorkingSetBytes { get; init; }

    /// <summary>Of the last hour: methods that took over a second, those that took longest first.</summary>
    public ImmutableArray<SlowCalls> SlowCalls { get; init; } = [];

    internal SiloView With(SiloFacts facts) => this with { Build = facts.Build, WorkingSetBytes = facts.WorkingSetBytes, SlowCalls = facts.SlowCalls };
}

public sealed record ActivationCount
{
    public required string Grain { get; init; }
    public required int Count { get; init; }
}

public sealed record ReminderCounts
{
    public required long Total { get; init; }

    /// <summary>Of the next hour.</summary>
    public required long DueWithinTheHour { get; init; }

    /// <summary>Look every minute after a run under way.</summary>
    public required long WatchingRuns { get; init; }

    /// <summary>Fell due over a quarter of an hour ago and nothing took them up since: who takes one up sets it anew.</summary>
    public required long Late { get; init; }
}

public sealed record Tonight
{
    /// <summary>Counting asks every school, so it is done once a minute at most.</summary>
    public required DateTimeOffset CountedAt { get; init; }
    public required int LocalAuthorities { get; init; }
    public required NightCounts Counts { get; init; }
}

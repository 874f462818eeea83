using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// What people did on one day to a school, an LA or the service as a whole. Key: <c>{scope}/{day}</c>, the day in UTC. Only ever grows, apart from the end of the
/// retention, after which it no longer says about whom. An act is written here before it takes effect: none is without its entry. Calls nobody.
/// </summary>
[Alias(TypeAliases.AuditGrain)]
public interface IAuditGrain : IGrainWithStringKey
{
    /// <summary>Idempotent by <see cref="AuditEntry.Id"/>.</summary>
    Task AppendAsync(AuditEntry entry);

    /// <summary>In the order in which they were written, up to 500.</summary>
    [ReadOnly]
    Task<ImmutableArray<AuditEntry>> GetAsync(int offset, int count);

    /// <summary>Takes away what names people, and why: the act, who did it and when stay. Idempotent.</summary>
    Task ForgetPeopleAsync();
}

[GenerateSerializer, Immutable, Alias(TypeAliases.AuditEntry)]
public sealed record AuditEntry
{
    [Id(0)] public required string Id { get; init; }
    [Id(1)] public required DateTimeOffset At { get; init; }

    /// <summary>Id of the token: no name.</summary>
    [Id(2)] public required string By { get; init; }
    [Id(3)] public required Role Role { get; init; }

    /// <summary>What was done, as a stable code: <c>run-by-hand</c>, <c>release-given</c>.</summary>
    [Id(4)] public required string Action { get; init; }

    /// <summary>What it was done to: a run, a consumer, a token.</summary>
    [Id(5)] public string? Subject { get; init; }

    /// <summary>Whom it was about: usernames or MIS ids, the first 100. Forgotten after the retention.</summary>
    [Id(6)] public ImmutableArray<string> People { get; init; } = [];

    /// <summary>How many people it was about.</summary>
    [Id(7)] public int Count { get; init; }

    /// <summary>Why, in the words of who did it. Forgotten after the retention.</summary>
    [Id(8)] public string? Reason { get; init; }
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>A consumer: a learning platform or service, its entity id and the LAs it may read. Key: consumer id.</summary>
[Alias(TypeAliases.ConsumerGrain)]
public interface IConsumerGrain : IGrainWithStringKey
{
    /// <summary>Service desk only. Errors: forbidden, invalid-value.</summary>
    Task<Outcome<ConsumerDetails>> PutAsync(Caller caller, PutConsumer details);

    /// <summary>Null when unknown.</summary>
    [ReadOnly]
    Task<ConsumerDetails?> GetAsync();
}

[GenerateSerializer, Immutable, Alias(TypeAliases.PutConsumer)]
public sealed record PutConsumer
{
    /// <summary>As heads read it, for example "itslearning EU".</summary>
    [Id(0)] public required string Name { get; init; }

    /// <summary>SAML entity id; null while the consumer has no sign-on.</summary>
    [Id(1)] public string? EntityId { get; init; }
    [Id(2)] public required ImmutableArray<string> LocalAuthorities { get; init; }
}

[GenerateSerializer, Immutable, Alias(TypeAliases.ConsumerDetails)]
public sealed record ConsumerDetails
{
    [Id(0)] public required string Consumer { get; init; }
    [Id(1)] public required string Name { get; init; }
    [Id(2)] public string? EntityId { get; init; }
    [Id(3)] public required ImmutableArray<string> LocalAuthorities { get; init; }
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>One access token: the hash of its secret, and whom it stands for. Key: the public part of the token, so that no grain is on every request's path.</summary>
[Alias(TypeAliases.AccessTokenGrain)]
public interface IAccessTokenGrain : IGrainWithStringKey
{
    /// <summary>Stores the token. Errors: forbidden (service desk and the service itself), invalid-value, operation-id-reused when the id is in use.</summary>
    Task<Outcome<Done>> IssueAsync(Caller caller, IssueToken token);

    /// <summary>The caller that the secret proves, or null: unknown, revoked, expired, wrong secret. Constant-time.</summary>
    [ReadOnly]
    Task<Caller?> AuthenticateAsync(string secret);

    /// <summary>Idempotent. Errors: forbidden.</summary>
    Task<Outcome<Done>> RevokeAsync(Caller caller);
}

[GenerateSerializer, Immutable, Alias(TypeAliases.IssueToken)]
public sealed record IssueToken
{
    /// <summary>Lower-case hex of the secret's SHA-256; the secret itself, 256 random bits, is never stored.</summary>
    [Id(0)] public required string SecretSha256 { get; init; }
    [Id(1)] public required Role Role { get; init; }
    [Id(2)] public ImmutableArray<string> Schools { get; init; } = [];
    [Id(3)] public ImmutableArray<string> LocalAuthorities { get; init; } = [];
    [Id(4)] public string? Consumer { get; init; }

    /// <summary>What the token is for; no names of people.</summary>
    [Id(5)] public required string Label { get; init; }
    [Id(6)] public DateTimeOffset? ExpiresAt { get; init; }
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// Which account holds a permanent UPN, nationally. Key: <c>{la}{establishment}/{yy}</c> from the UPN itself, so a shard is bounded by its three-digit serial.
/// </summary>
[Alias(TypeAliases.UpnIndexGrain)]
public interface IUpnIndexGrain : IGrainWithStringKey
{
    /// <summary>The holders of those UPNs that are held; the others are left out.</summary>
    [ReadOnly]
    Task<ImmutableArray<UpnHolder>> LookupAsync(ImmutableArray<string> upns);

    /// <summary>Notes holders. First come, first kept: answers those that somebody else holds. Idempotent.</summary>
    Task<ImmutableArray<UpnHolder>> AssignAsync(ImmutableArray<UpnHolder> holders);

    /// <summary>Forgets holders, where they still are the holders. Idempotent.</summary>
    Task ReleaseAsync(ImmutableArray<UpnHolder> holders);
}

[GenerateSerializer, Immutable, Alias(TypeAliases.UpnHolder)]
public sealed record UpnHolder
{
    [Id(0)] public required string Upn { get; init; }
    [Id(1)] public required string Username { get; init; }
}

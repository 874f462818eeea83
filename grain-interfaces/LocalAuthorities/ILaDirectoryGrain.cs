using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>Which LAs there are, of those whose code begins with one digit: what an overview of all of them starts from. Key: the digit.</summary>
[Alias(TypeAliases.LaDirectoryGrain)]
public interface ILaDirectoryGrain : IGrainWithStringKey
{
    /// <summary>Idempotent.</summary>
    Task AddAsync(string la);

    /// <summary>LA codes, ascending.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<string>> GetAsync();
}

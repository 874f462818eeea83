using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// One account: identity, memberships, match state, bounded history; the only authority on whether a username is taken.
/// Key: username. Only runs write here.
/// </summary>
[Alias(TypeAliases.UserGrain)]
public interface IUserGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes the username for the person of a link. Idempotent by link: the same link gets the same account, whatever happened in between; another link is told
    /// that it is taken, and so is another person whom the MIS gave an id that it had used before.
    /// </summary>
    Task<ClaimStatus> ClaimAsync(ClaimUser claim);

    /// <summary>
    /// Changes the account. Applying the same change again changes nothing. Errors: not-found (never claimed), operation-id-reused, account-merged
    /// (another account took its place: change that one).
    /// </summary>
    Task<Outcome<Done>> ApplyAsync(UserChange change);

    /// <summary>
    /// A school gives the account up. While another school knows it, only that school's membership goes; with the last one the account is erased, and all that is
    /// left is that the username was given. Idempotent.
    /// </summary>
    Task<PurgeOutcome> PurgeAsync(PurgeUser purge);

    /// <summary>Null when the username was never claimed, or the account was purged.</summary>
    [ReadOnly]
    Task<UserDetails?> GetAsync();

    /// <summary>Newest first, at most 100: why the account looks as it does.</summary>
    [ReadOnly]
    Task<ImmutableArray<UserEvent>> GetHistoryAsync();
}

using System.Collections.Immutable;
using Orleans.Concurrency;

namespace Uso.GrainInterfaces;

/// <summary>
/// Search index over the people of a local authority, in memory, rebuilt from the schools' rosters on first use. Key: LA code.
/// Loses nothing when it is lost. A batch is answered in one call.
/// </summary>
[Alias(TypeAliases.MatchIndexGrain)]
public interface IMatchIndexGrain : IGrainWithStringKey
{
    /// <summary>
    /// Decides a school's batch and proposes a free username for each create. Proposals are remembered in memory, so that two schools do not get the same one;
    /// the account itself decides who has it.
    /// </summary>
    Task<MatchAnswers> MatchAsync(MatchBatch batch);

    /// <summary>Proposes a free username for each query, without matching: a person has decided that these are new people.</summary>
    Task<MatchAnswers> ProposeAsync(MatchBatch batch);

    /// <summary>
    /// Asked right before accounts are made: does another school have, or is it making, an account of somebody like this by now? Create: nobody does, and from now
    /// on the index knows of the one to come. Review: who it might be, if only by the username proposed to the other school. Idempotent for the same school.
    /// </summary>
    Task<MatchAnswers> ReserveAsync(ReserveBatch batch);

    /// <summary>
    /// Finds people for a consumer, each row by itself, among the published people of the given schools alone: a person of another school neither
    /// is found nor makes an answer doubtful. Answers name an account only when linked, and never candidates. Nothing is proposed or remembered.
    /// </summary>
    [ReadOnly]
    Task<MatchAnswers> FindAsync(FindBatch batch);

    /// <summary>Accounts that are likely one person's, the likeliest first, at most 5,000. Looked for again only when the index changed.</summary>
    [ReadOnly]
    Task<ImmutableArray<LikelyDuplicate>> FindDuplicatesAsync();

    /// <summary>Tells the index what a run changed. Idempotent.</summary>
    Task ApplyAsync(IndexUpdate update);
}

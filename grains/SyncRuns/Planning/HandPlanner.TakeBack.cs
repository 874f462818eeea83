using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Takes a decision back, however long it stood: the account goes back to whoever had it, or to the pool, and the person's case is open again or decided anew.
/// Exports may have changed the person's row since; that row stays.
/// </summary>
internal sealed partial class HandPlanner
{
    private Problem? TakeBack(
        HandAction action, RosterEntry? before, IReadOnlyDictionary<(AccountKind Kind, string MisId), MatchAnswer> answers, Func<string, string?> accountUrn)
    {
        if (before is { Status: RosterStatus.Review, Left: not null } && action.Then is null)
        {
            return NotOpen(action, before) ?? Emit(PlanAction.Update, before with { Left = null, RunId = runId }, before);
        }

        if (before is not { Decision: { } decision })
        {
            return NoDecision();
        }

        if (action.SeenVersion is { } seen && seen != before.RunId)
        {
            return new Problem(ProblemCodes.CaseChanged, "The decision is not as you saw it: look at it again.");
        }

        if (decision.Type is HandActionType.Exclude)
        {
            var problem = before.Status is not RosterStatus.Excluded ? NoDecision()
                : decision.Was is RosterStatus.Review ? Again(action, Open(before, decision, refused: null), before, answers, accountUrn)
                : action.Then is not null ? new Problem(ProblemCodes.InvalidValue, "There was no case to decide again: only an exclusion to take back.")
                : TakeBackExclusion(before, decision);
            if (problem is null && action.Then is not HandActionType.Exclude)
            {
                foreach (var entry in AlsoListed(before))
                {
                    TakeOff(entry, PlanReasons.TakenBack);
                }
            }

            return problem;
        }

        if (before.Status is not (RosterStatus.Allocated or RosterStatus.Unallocated))
        {
            // Moved: the school that has the account now has its own say.
            return NoDecision();
        }

        var open = Open(before, decision, refused: before.Username);
        var left = decision.Type is HandActionType.Create ? Pool(before, before.Identity) : GiveBack(before, decision, open);
        return Again(action, open, left, answers, accountUrn);
    }

    /// <summary>Decides the reopened case, or leaves it to be decided.</summary>
    /// <param name="before">The entry as it stands when this is applied: the roster's, unless an item before it wrote the reopened case.</param>
    private Problem? Again(
        HandAction action,
        RosterEntry open,
        RosterEntry before,
        IReadOnlyDictionary<(AccountKind Kind, string MisId), MatchAnswer> answers,
        Func<string, string?> accountUrn)
    {
        if (action.Then is not { } then)
        {
            return before == open ? null : Emit(PlanAction.Review, open, before);
        }

        if (then is HandActionType.Match && action.Username == roster.Find(open.Kind, open.MisId)?.Username)
        {
            return new Problem(ProblemCodes.InvalidValue, "That is the account which the decision is about.");
        }

        var first = _items.Count;
        if (Decide(action, then, open, before, answers, accountUrn) is { } problem)
        {
            return problem;
        }

        for (var i = first; i < _items.Count; i++)
        {
            _items[i] = _items[i] with { Reason = PlanReasons.TakenBack };
        }

        return null;
    }

    /// <summary>The account of a match goes back. Answers the person's entry as it stands then.</summary>
    private RosterEntry GiveBack(RosterEntry before, HumanDecision decision, RosterEntry open)
    {
        if (decision.FromUrn is { } from)
        {
            Emit(PlanAction.Revert, open, before, from);
            return open;
        }

        if (decision.Displaced is not { } displaced)
        {
            // Another school, or no school, had it: this one leaves it.
            Emit(PlanAction.Revert, open, before);
            return open;
        }

        var current = roster.Find(displaced.Kind, displaced.MisId);
        switch (current)
        {
            case { Status: RosterStatus.Review, Username: null }:
                Emit(PlanAction.Restore, HeldAgain(current with { Left = null }, before.Username!), current);
                return before;
            case null when displaced.Status is RosterStatus.Allocated:
                Emit(PlanAction.Restore, HeldAgain(displaced, before.Username!), null);
                return before;
            default:
                // Whoever had it is decided otherwise by now, or had left before: it waits in the pool for whoever needs it.
                return Pool(before, displaced.Identity);
        }
    }

    /// <summary>The account leaves the school and stays restorable, under a roster id of its own. Answers the person's entry, which this does not write.</summary>
    private RosterEntry Pool(RosterEntry before, PersonIdentity identity)
    {
        var pooled = before with
        {
            MisId = FormerIds.Of(before.MisId, runId),
            Identity = identity,
            Status = RosterStatus.Unallocated,
            ByHand = false,
            Decision = null,
            DecidedBy = PlanReasons.TakenBack,
            Since = now,
            RunId = runId,
        };
        Emit(PlanAction.Revert, pooled, null);
        return before;
    }

    private Problem? TakeBackExclusion(RosterEntry before, HumanDecision decision) => decision.Was switch
    {
        RosterStatus.Allocated when before is { Username: { } username, MovedTo: null } => Emit(PlanAction.Restore, HeldAgain(before, username), before),
        not null when before.Username is not null => Emit(PlanAction.Update, Freed(before) with { DecidedBy = PlanReasons.TakenBack }, before),

        // Excluded ahead of any export: the next one that has the person has them matched.
        _ => Emit(PlanAction.Forget, before with { RunId = runId }, before),
    };

    private RosterEntry HeldAgain(RosterEntry entry, string username) => Allocated(entry, username) with
    {
        ByHand = false,
        Decision = null,
        Exclusion = null,
        DecidedBy = PlanReasons.TakenBack,
    };

    private RosterEntry Open(RosterEntry before, HumanDecision decision, string? refused) => before with
    {
        Status = RosterStatus.Review,
        Username = null,
        Candidates = [.. decision.Candidates.Select(candidate => candidate.Username == refused ? candidate with { Vetoes = candidate.Vetoes.Add(PlanReasons.TakenBack) } : candidate)],
        DecidedBy = decision.Rule,
        Exclusion = null,
        ByHand = false,
        Decision = null,
        Left = null,
        Refused = refused is null || before.Refused.Contains(refused) ? before.Refused : before.Refused.Add(refused),
        MissingSince = null,
        Since = now,
        RunId = runId,
    };

    private static Problem NoDecision() =>
        new(ProblemCodes.NoDecision, "No decision of a person stands here: none was made, it was taken back, or the account went to another school since.");

    private Problem? Emit(PlanAction action, RosterEntry entry, RosterEntry? before, string? from = null)
    {
        Add(action, entry, before, from, PlanReasons.TakenBack);
        return null;
    }
}

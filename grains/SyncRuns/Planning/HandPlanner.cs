using System.Collections.Immutable;
using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>Plans what a person asked for. Pure. A case that somebody else decided in the meantime is a <see cref="Problem"/>, never a second decision.</summary>
internal sealed class HandPlanner(RosterView roster, string urn, string runId, RunOrder order, DateTimeOffset now)
{
    private readonly ImmutableArray<PlanItem>.Builder _items = ImmutableArray.CreateBuilder<PlanItem>();

    /// <summary>Who would get an account, in the order of the actions.</summary>
    public ImmutableArray<MatchQuery> Creating() =>
    [
        .. order.Actions
            .Where(action => action.Type is HandActionType.Create or HandActionType.Request)
            .Select(action => new MatchQuery
            {
                Kind = action.Kind,
                MisId = IdOf(action),
                Identity = action.Identity ?? roster.Find(action.Kind, IdOf(action))?.Identity ?? Nobody,
            }),
    ];

    /// <param name="answers">Answers to <see cref="Creating"/>, by MIS id: proposed usernames, and for requests what the index knows of similar people.</param>
    /// <param name="accountUrn">The school that has an account now; null when none has.</param>
    public Outcome<ImmutableArray<PlanItem>> Plan(IReadOnlyDictionary<string, MatchAnswer> answers, Func<string, string?> accountUrn)
    {
        foreach (var action in order.Actions)
        {
            var before = roster.Find(action.Kind, IdOf(action));
            var problem = action.Type switch
            {
                HandActionType.Match => Match(action, before, accountUrn),
                HandActionType.Create => Create(before, answers),
                HandActionType.Exclude => Exclude(action, before),
                HandActionType.Include => Include(before),
                HandActionType.Restore => Restore(before),
                _ => Request(action, before, answers),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return _items.ToImmutable();
    }

    private static readonly PersonIdentity Nobody = new() { LegalFirstName = "", LegalLastName = "" };

    private Problem? Match(HandAction action, RosterEntry? before, Func<string, string?> accountUrn)
    {
        if (before is not { Status: RosterStatus.Review })
        {
            return Decided();
        }

        var from = accountUrn(action.Username!);
        var moves = from is not null && from != urn && action.Kind is AccountKind.Pupil && !ClaimRules.IsSecond(before.Enrolment);
        Add(moves ? PlanAction.Move : PlanAction.Link, Allocated(before, action.Username!), before, moves ? from : null);
        if (roster.FindByUsername(action.Username!) is { } here && here.MisId != before.MisId)
        {
            Add(PlanAction.Forget, here with { RunId = runId }, here);
        }

        return null;
    }

    private Problem? Create(RosterEntry? before, IReadOnlyDictionary<string, MatchAnswer> answers)
    {
        if (before is not { Status: RosterStatus.Review })
        {
            return Decided();
        }

        Add(PlanAction.Create, Allocated(before, answers[before.MisId].Username!), before);
        return null;
    }

    private Problem? Exclude(HandAction action, RosterEntry? before)
    {
        if (before is { Status: RosterStatus.Excluded })
        {
            return null;
        }

        var entry = before ?? new RosterEntry
        {
            Kind = action.Kind,
            MisId = action.MisId!,
            Status = RosterStatus.Excluded,
            Identity = action.Identity ?? Nobody,
            DecidedBy = order.RequestedBy,
            Since = now,
            RunId = runId,
        };
        Add(PlanAction.Exclude, entry with { Status = RosterStatus.Excluded, ByHand = true, DecidedBy = order.RequestedBy, Candidates = [], Since = now, RunId = runId }, before);
        return null;
    }

    private Problem? Include(RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Excluded })
        {
            return Decided();
        }

        if (before.Username is null)
        {
            Add(PlanAction.Forget, before with { RunId = runId }, before);
        }
        else
        {
            // Who had an account when they were excluded is restored to it by the next export.
            Add(PlanAction.Update, before with { Status = RosterStatus.Unallocated, ByHand = false, DecidedBy = order.RequestedBy, Since = now, RunId = runId }, before);
        }

        return null;
    }

    private Problem? Restore(RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Unallocated })
        {
            return Decided();
        }

        Add(PlanAction.Restore, Allocated(before, before.Username!), before);
        return null;
    }

    private Problem? Request(HandAction action, RosterEntry? before, IReadOnlyDictionary<string, MatchAnswer> answers)
    {
        if (before is not null)
        {
            return null;
        }

        var entry = new RosterEntry
        {
            Kind = action.Kind,
            MisId = IdOf(action),
            Status = RosterStatus.Review,
            Identity = action.Identity!,
            DecidedBy = order.RequestedBy,
            Since = now,
            RunId = runId,
        };
        var answer = answers[entry.MisId];
        if (answer.Verdict is MatchVerdict.Create)
        {
            Add(PlanAction.Create, Allocated(entry, answer.Username!), null);
        }
        else
        {
            // Somebody like this is known: the one who asked looks at the case first.
            var candidates = answer.Verdict is MatchVerdict.Review
                ? answer.Candidates
                : [new CaseCandidate { Username = answer.Username!, Evidence = answer.Rule }];
            Add(PlanAction.Review, entry with { Candidates = candidates, DecidedBy = answer.Rule }, null);
        }

        return null;
    }

    private static Problem Decided() => new(ProblemCodes.CaseDecided, "There is no such open case: somebody decided it, or the export changed.");

    private string IdOf(HandAction action) => action.MisId ?? ManualIds.Of(order.OperationId);

    private RosterEntry Allocated(RosterEntry entry, string username) => entry with
    {
        Status = RosterStatus.Allocated,
        Username = username,
        MissingSince = null,
        MovedTo = null,
        Candidates = [],
        DecidedBy = order.RequestedBy,
        ByHand = true,
        Since = now,
        RunId = runId,
    };

    private void Add(PlanAction action, RosterEntry entry, RosterEntry? before, string? fromUrn = null) => _items.Add(new PlanItem
    {
        Number = _items.Count + 1,
        Action = action,
        Entry = entry,
        Before = before,
        Reason = PlanReasons.ByHand,
        FromUrn = fromUrn,
    });
}

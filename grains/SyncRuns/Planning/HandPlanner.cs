using System.Collections.Immutable;
using Uso.Grains.Matching;
using Uso.Grains.Rosters;
using Uso.Grains.Schools;

namespace Uso.Grains.SyncRuns;

/// <summary>Plans what a person asked for. Pure. A case that somebody else decided in the meantime is a <see cref="Problem"/>, never a second decision.</summary>
/// <param name="actions">The order's own, or those of its bulk decision.</param>
internal sealed partial class HandPlanner(
    RosterView roster, string urn, string runId, RunOrder order, ImmutableArray<HandAction> actions, DateTimeOffset now)
{
    private static readonly PersonIdentity Nobody = new() { LegalFirstName = "", LegalLastName = "" };

    private readonly ImmutableArray<PlanItem>.Builder _items = ImmutableArray.CreateBuilder<PlanItem>();
    private readonly HashSet<string> _matched = [];

    /// <summary>Who would get an account, in the order of the actions.</summary>
    public ImmutableArray<MatchQuery> Creating() =>
    [
        .. actions
            .Where(action => Makes(action) is HandActionType.Create or HandActionType.Request)
            .Select(action => new MatchQuery
            {
                Kind = action.Kind,
                MisId = IdOf(action),
                Identity = action.Identity ?? roster.Find(action.Kind, IdOf(action))?.Identity ?? Nobody,
            }),
    ];

    /// <summary>Who would get which account that exists.</summary>
    public IEnumerable<HandAction> Matching() => actions.Where(action => Makes(action) is HandActionType.Match);

    /// <param name="answers">Answers to <see cref="Creating"/>: proposed usernames, and for requests what the index knows of similar people.</param>
    /// <param name="accountUrn">The school that has an account now; null when none has.</param>
    public Outcome<ImmutableArray<PlanItem>> Plan(
        IReadOnlyDictionary<(AccountKind Kind, string MisId), MatchAnswer> answers, Func<string, string?> accountUrn)
    {
        foreach (var action in actions)
        {
            var before = roster.Find(action.Kind, IdOf(action));
            var problem = action.Type switch
            {
                HandActionType.Match or HandActionType.Create or HandActionType.Leave => NotOpen(action, before) ?? Decide(action, action.Type, before!, before, answers, accountUrn),
                HandActionType.Exclude when action.MisId is null => ExcludeByName(action),
                HandActionType.Exclude => Exclude(action, before),
                HandActionType.Keep => Keep(action, before),
                HandActionType.Unallocate => Unallocate(action, before),
                HandActionType.Override => Override(action, before),
                HandActionType.ClearOverride => ClearOverride(action, before),
                HandActionType.Include => Include(before),
                HandActionType.Restore => Restore(action, before),
                HandActionType.TakeBack => TakeBack(action, before, answers, accountUrn),
                _ => Request(action, before, answers),
            };
            if (problem is not null)
            {
                return problem;
            }
        }

        return _items.ToImmutable();
    }

    private static HandActionType Makes(HandAction action) => action.Type is HandActionType.TakeBack ? action.Then ?? HandActionType.Leave : action.Type;

    /// <summary>Decides an open case.</summary>
    /// <param name="open">The case as it stands once whatever came before it in this run is done.</param>
    /// <param name="before">The entry as the roster has it.</param>
    private Problem? Decide(
        HandAction action,
        HandActionType decision,
        RosterEntry open,
        RosterEntry? before,
        IReadOnlyDictionary<(AccountKind Kind, string MisId), MatchAnswer> answers,
        Func<string, string?> accountUrn)
    {
        switch (decision)
        {
            case HandActionType.Match:
                return Match(action, open, before, accountUrn);
            case HandActionType.Create:
                Add(PlanAction.Create, Allocated(open, answers[(open.Kind, open.MisId)].Username!) with { Decision = Decision(action, decision, open) }, before);
                return null;
            case HandActionType.Exclude:
                Add(PlanAction.Exclude, Excluded(action, open), before);
                return null;
            default:
                Add(PlanAction.Update, open with { Left = new LeftOpen { By = order.RequestedBy, At = now, Note = action.Reason }, RunId = runId }, before, reason: PlanReasons.LeftOpen);
                return null;
        }
    }

    private Problem? Match(HandAction action, RosterEntry open, RosterEntry? before, Func<string, string?> accountUrn)
    {
        var username = action.Username!;
        if (!_matched.Add(username))
        {
            return new Problem(ProblemCodes.InvalidValue, "Two decisions of one request name the same account.");
        }

        var here = roster.FindByUsername(username) is { } holder && (holder.Kind, holder.MisId) != (open.Kind, open.MisId) ? holder : null;
        var from = accountUrn(username);
        var moves = here is null && from is not null && from != urn && open.Kind is AccountKind.Pupil && !ClaimRules.IsSecond(open.Enrolment);
        var entry = Allocated(open, username) with
        {
            Decision = Decision(action, HandActionType.Match, open) with { Displaced = here is null ? null : here with { Decision = null }, FromUrn = moves ? from : null },
            Refused = open.Refused.Remove(username),
        };
        Add(moves ? PlanAction.Move : PlanAction.Link, entry, before, from: moves ? from : null);
        if (here is { Status: RosterStatus.Allocated, MissingSince: null } && !ManualIds.IsManual(here.MisId) && !KeptIds.IsKept(here.MisId))
        {
            // The export has that person too. They do not vanish until tomorrow: what becomes of them is a case of its own at once.
            var taken = MatchMapping.ToCandidate(here, open.Identity, urn, PlanReasons.AccountInUse);
            Add(
                PlanAction.Review,
                here with
                {
                    Status = RosterStatus.Review,
                    Username = null,
                    Candidates = [taken],
                    DecidedBy = PlanReasons.AccountInUse,
                    ByHand = false,
                    Decision = null,
                    Since = now,
                    RunId = runId,
                },
                here);
        }
        else if (here is not null)
        {
            Add(PlanAction.Forget, here with { RunId = runId }, here);
        }

        return null;
    }

    private Problem? Request(HandAction action, RosterEntry? before, IReadOnlyDictionary<(AccountKind Kind, string MisId), MatchAnswer> answers)
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
            StartDate = action.StartDate,
            IsFuture = action.StartDate > OvernightWindow.Today(now),
            DecidedBy = order.RequestedBy,
            Since = now,
            RunId = runId,
        };
        var answer = answers[(entry.Kind, entry.MisId)];
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

    private static Problem? NotOpen(HandAction action, RosterEntry? before) =>
        before is not { Status: RosterStatus.Review } ? Decided(before)
        : action.SeenVersion is { } seen && seen != before.RunId ? new Problem(ProblemCodes.CaseChanged, "The case is not as you saw it: look at it again.")
        : null;

    private static Problem Decided(RosterEntry? entry) => entry switch
    {
        null => new Problem(ProblemCodes.CaseDecided, "There is no such open case: the export no longer has the person."),
        { Decision: { } decision } => new Problem(
            ProblemCodes.CaseDecided, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{decision.By} decided this at {decision.At:u}: {decision.Type}.")),
        _ => new Problem(ProblemCodes.CaseDecided, "There is no such open case: somebody decided it, or the export changed."),
    };

    private string IdOf(HandAction action) => action.MisId ?? ManualIds.Of(order.OperationId);

    private HumanDecision Decision(HandAction action, HandActionType type, RosterEntry open) => new()
    {
        Type = type,
        By = order.RequestedBy,
        At = now,
        Note = action.Reason,
        RunId = runId,
        Rule = open.DecidedBy,
        Candidates = open.Candidates,
        Was = open.Status,
    };

    private RosterEntry Allocated(RosterEntry entry, string username) => entry with
    {
        Status = RosterStatus.Allocated,
        Username = username,
        MissingSince = null,
        MovedTo = null,
        Candidates = [],
        Left = null,
        DecidedBy = order.RequestedBy,
        ByHand = true,
        Since = now,
        RunId = runId,
    };

    private RosterEntry Excluded(HandAction action, RosterEntry entry) => entry with
    {
        Status = RosterStatus.Excluded,
        Exclusion = MarkOf(action),
        ByHand = true,
        DecidedBy = order.RequestedBy,
        Candidates = [],
        Left = null,
        Decision = Decision(action, HandActionType.Exclude, entry),

        // Whoever is in the pool stays there: the retention goes on.
        Since = entry.Status is RosterStatus.Unallocated ? entry.Since : now,
        RunId = runId,
    };

    private void Add(PlanAction action, RosterEntry entry, RosterEntry? before, string? from = null, string reason = PlanReasons.ByHand) => _items.Add(new PlanItem
    {
        Number = _items.Count + 1,
        Action = action,
        Entry = entry,
        Before = before,
        Reason = reason,
        FromUrn = from,
    });
}

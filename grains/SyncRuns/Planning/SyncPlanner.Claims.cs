using System.Collections.Immutable;
using Uso.Grains.Users;
using Uso.Mis;

namespace Uso.Grains.SyncRuns;

/// <summary>Pupils whom another school has: the account itself is asked who has it, before anything is decided.</summary>
internal sealed partial class SyncPlanner
{
    private readonly List<Contest> _contests = [];
    private readonly List<(PendingMatch Pending, MatchAnswer Answer)> _elsewhere = [];

    /// <summary>A pupil of the export whose account the roster knows to be with another school.</summary>
    internal sealed record Contest(RosterEntry Entry, RosterEntry Before, SourceRow Source);

    /// <summary>Usernames to look up before <see cref="DecideContests"/>, which comes before matching.</summary>
    public IEnumerable<string> Contested => _contests.Select(contest => contest.Before.Username!).Distinct();

    /// <summary>Usernames to look up before <see cref="DecideElsewhere"/>, which comes after matching.</summary>
    public IEnumerable<string> MatchedElsewhere => _elsewhere.Select(one => one.Answer.Username!).Distinct();

    public void DecideContests(IReadOnlyDictionary<string, ImmutableArray<Membership>> memberships)
    {
        foreach (var (entry, before, source) in _contests)
        {
            var starts = (before.IsFuture && !entry.IsFuture) || before.DecidedBy == PlanReasons.WaitsForRollover;
            var wasAway = before.MissingSince is { } since && today.DayNumber - since.DayNumber >= graceDays;
            if (wasAway || SamePerson.IsSomebodyElse(before.Identity, entry.Identity) || !memberships.ContainsKey(before.Username!))
            {
                _pending.Add(new PendingMatch(Reopened(entry), before, source));
                continue;
            }

            var username = before.Username!;
            if (roster.FindByUsername(username) is not null || _claimed.Contains(username))
            {
                Counts.Elsewhere(entry.Kind);
                continue;
            }

            var claim = ClaimRules.Decide(entry, memberships[username], urn, starts, IsPaused);
            switch (claim.Verdict)
            {
                case ClaimRules.Verdict.Take:
                    _claimed.Add(username);
                    var reason = claim.Reason ?? (before.IsFuture ? PlanReasons.Started : PlanReasons.Rollover);
                    Add(claim.From is null ? PlanAction.Restore : PlanAction.Move, Allocate(entry, username, reason) with { Arrived = claim.From is null ? entry.Arrived : now }, before, reason, source, claim.From);
                    break;
                case ClaimRules.Verdict.Join:
                    _claimed.Add(username);
                    Add(PlanAction.Link, Allocate(entry, username, claim.Reason!), before, claim.Reason!, source);
                    break;
                case ClaimRules.Verdict.Stay when before is { MissingSince: null, ClaimedSince: not null } && before.MovedTo == claim.From && before.Fingerprint == entry.Fingerprint:
                    Counts.Elsewhere(entry.Kind);
                    break;
                default:
                    Add(PlanAction.NoteElsewhere, Elsewhere(entry, username, claim.From!, before.ClaimedSince, claim.Reason!), before, claim.Reason!, source);
                    break;
            }
        }
    }

    public void DecideElsewhere(IReadOnlyDictionary<string, ImmutableArray<Membership>> memberships)
    {
        foreach (var (pending, answer) in _elsewhere)
        {
            var claim = ClaimRules.Decide(pending.Entry, memberships[answer.Username!], urn, isBack: true, IsPaused);
            var reason = claim.Reason ?? answer.Rule;
            switch (claim.Verdict)
            {
                case ClaimRules.Verdict.Take:
                    Add(claim.From is null ? PlanAction.Link : PlanAction.Move, Allocate(pending.Entry, answer.Username!, answer.Rule) with { Arrived = claim.From is null ? pending.Entry.Arrived : now }, pending, reason, claim.From);
                    break;
                case ClaimRules.Verdict.Join:
                    Add(PlanAction.Link, Allocate(pending.Entry, answer.Username!, reason), pending, reason);
                    break;
                default:
                    Add(PlanAction.NoteElsewhere, Elsewhere(pending.Entry, answer.Username!, claim.From!, null, reason), pending, reason);
                    break;
            }
        }
    }

    private RosterEntry Elsewhere(RosterEntry entry, string username, string at, DateOnly? claimedSince, string reason) => entry with
    {
        Status = RosterStatus.Moved,
        Username = username,
        MovedTo = at,
        MissingSince = null,
        ClaimedSince = claimedSince ?? today,
        Candidates = [],
        DecidedBy = reason,
        Since = claimedSince is null ? now : entry.Since,
        RunId = runId,
    };
}

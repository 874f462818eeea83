using Uso.Grains.Matching;
using Uso.Grains.Users;

namespace Uso.Grains.SyncRuns;

/// <summary>People whom the school knows under another MIS id already. What was decided about them by hand goes along, or becomes a question; a rule never overrides it.</summary>
internal sealed partial class SyncPlanner
{
    private const int OldLinksKept = 5;

    /// <summary>The school knows the account under another id.</summary>
    private void DecideSameSchool(PendingMatch pending, MatchAnswer answer, RosterEntry here)
    {
        if (IsPresent(here))
        {
            // Two rows of one export cannot be one person.
            AddReview(
                pending,
                PlanReasons.AccountInUse,
                [MatchMapping.ToCandidate(here, pending.Entry.Identity, urn, PlanReasons.AccountInUse)]);
            return;
        }

        if (here.ByHand && SamePerson.IsSomebodyElse(here.Identity, pending.Entry.Identity))
        {
            // A person said whose account it is. That the rules think of somebody else is a question, not an answer.
            AddReview(pending, PlanReasons.DecidedByHand, [MatchMapping.ToCandidate(here, pending.Entry.Identity, urn, PlanReasons.DecidedByHand)]);
            return;
        }

        _found.Add((here.Kind, here.MisId));
        if (here.MisId == pending.Entry.MisId)
        {
            // The new MIS happens to use the same id.
            DecideSameId(pending, here);
            return;
        }

        Add(PlanAction.Link, Allocate(Inheriting(pending.Entry, here), answer.Username!, answer.Rule), pending, answer.Rule);
        Add(PlanAction.Forget, here with { RunId = runId }, here, answer.Rule);
    }

    /// <summary>
    /// Who is excluded, or moved to another school and still in this one's export, stays so under a new MIS id. False when the link may go on: the entry is of
    /// somebody who left before.
    /// </summary>
    private bool StaysWithout(PendingMatch pending, MatchAnswer answer, RosterEntry without)
    {
        if (without.Status is RosterStatus.Moved && (without.MissingSince is not null || IsPresent(without)))
        {
            return false;
        }

        if (IsPresent(without) || SamePerson.IsSomebodyElse(without.Identity, pending.Entry.Identity))
        {
            AddReview(pending, PlanReasons.DecidedByHand, [MatchMapping.ToCandidate(without, pending.Entry.Identity, urn, PlanReasons.DecidedByHand)]);
            return true;
        }

        _found.Add((without.Kind, without.MisId));
        if (without.MisId == pending.Entry.MisId)
        {
            StandsAsItWas(without);
            return true;
        }

        var stays = Inheriting(pending.Entry, without) with
        {
            Status = without.Status,
            Username = without.Username,
            MovedTo = without.MovedTo,
            ByHand = without.ByHand,
            DecidedBy = without.DecidedBy,
            Since = without.Since,
        };
        Add(without.Status is RosterStatus.Excluded ? PlanAction.Exclude : PlanAction.Update, stays, pending, answer.Rule);
        Add(PlanAction.Forget, without with { RunId = runId }, without, answer.Rule);
        return true;
    }

    /// <summary>What people decided about somebody goes along with them to a new MIS id, and so do their old ids. A request is answered by the export that has the person.</summary>
    private RosterEntry Inheriting(RosterEntry entry, RosterEntry before) => entry with
    {
        ByHand = before.ByHand && !Rosters.ManualIds.IsManual(before.MisId),
        Decision = before.Decision,
        Refused = before.Refused,
        OldLinks = WithOldLink(before),
        Exclusion = before.Exclusion ?? entry.Exclusion,
        Mergers = before.Mergers,
        AlsoClaimedBy = before.AlsoClaimedBy,
        Arrived = before.Arrived ?? (before.Username is null ? null : before.Since),
    };

    /// <summary>The old links of an entry whose id is no longer its own. An id that was never a MIS's is none.</summary>
    private System.Collections.Immutable.ImmutableArray<OldLink> WithOldLink(RosterEntry before) =>
        Rosters.ManualIds.IsManual(before.MisId) || Rosters.KeptIds.IsKept(before.MisId) || Rosters.FormerIds.IsFormer(before.MisId)
            ? before.OldLinks
            : [new OldLink { Mis = mis, MisId = before.MisId, Until = now, RunId = runId }, .. before.OldLinks.Take(OldLinksKept - 1)];

    /// <summary>The export has the entry's person: under its own id, or under one that this plan found out to be the same person's.</summary>
    private bool IsPresent(RosterEntry entry) => _found.Contains((entry.Kind, entry.MisId)) || (!changed && roster.IsSeen(entry));

    private static RosterEntry Stranger(RosterEntry entry) => entry with { ByHand = false, Decision = null, Left = null, Refused = [] };

    private static bool IsKnown(PersonIdentity identity) => identity.LegalFirstName.Length > 0 || identity.LegalLastName.Length > 0;

    private CaseCandidate Candidate(PendingMatch pending, MatchAnswer answer, string veto) =>
        roster.FindByUsername(answer.Username!) is { } here
            ? MatchMapping.ToCandidate(here, pending.Entry.Identity, urn, veto)
            : new CaseCandidate { Username = answer.Username!, Evidence = answer.Rule, Vetoes = [veto] };
}

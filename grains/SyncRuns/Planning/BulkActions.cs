using System.Collections.Immutable;
using Uso.Grains.Rosters;

namespace Uso.Grains.SyncRuns;

/// <summary>Turns a bulk decision into one action per case. Pure. What a person should look at one by one is skipped and counted, never decided along.</summary>
internal static class BulkActions
{
    private const string NoCandidate = "no-candidate";

    public static (ImmutableArray<HandAction> Actions, BulkOutcome Outcome) Of(BulkDecision bulk, RosterView roster)
    {
        var cases = roster.All
            .Where(entry => CaseRules.IsOpen(entry) && CaseRules.Fits(bulk.Filter, entry))
            .OrderBy(entry => CasePosition.Of(entry, decided: false))
            .ToList();
        var claims = bulk.Type is HandActionType.Match
            ? cases.Where(entry => !entry.Candidates.IsEmpty).CountBy(entry => entry.Candidates[0].Username).ToDictionary()
            : [];
        var skipped = new Dictionary<string, int>();
        var actions = ImmutableArray.CreateBuilder<HandAction>(cases.Count);
        foreach (var entry in cases)
        {
            if (Skip(entry) is { } reason)
            {
                skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
                continue;
            }

            actions.Add(new HandAction
            {
                Type = bulk.Type,
                Kind = entry.Kind,
                MisId = entry.MisId,
                Username = bulk.Type is HandActionType.Match ? entry.Candidates[0].Username : null,
                Reason = bulk.Note,
                SeenVersion = entry.RunId,
            });
        }

        return (actions.ToImmutable(), new BulkOutcome { Fits = cases.Count, Decided = actions.Count, Skipped = skipped.ToImmutableDictionary() });

        string? Skip(RosterEntry entry)
        {
            if (bulk.Type is not HandActionType.Match)
            {
                return null;
            }

            if (entry.Candidates.IsEmpty)
            {
                return NoCandidate;
            }

            // Two cases want the account, or somebody whom the export has too has it.
            var best = entry.Candidates[0].Username;
            return claims[best] > 1 || (roster.FindByUsername(best) is { Status: RosterStatus.Allocated, MissingSince: null } holder && !KeptIds.IsKept(holder.MisId)) ? PlanReasons.AccountInUse : null;
        }
    }
}

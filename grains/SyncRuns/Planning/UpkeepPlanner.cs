using System.Collections.Immutable;
using Uso.Grains.Rosters;
using Uso.Grains.Users;

namespace Uso.Grains.SyncRuns;

/// <summary>
/// Plans what time alone asks for, without an export: future starters whose day has come, overrides and kept accounts whose time is over, and the purge of
/// who left longer ago than the retention. Pure.
/// </summary>
internal static class UpkeepPlanner
{
    public static ImmutableArray<PlanItem> Plan(IReadOnlyCollection<RosterEntry> roster, AccountPolicy policy, string runId, DateTimeOffset now, DateOnly today)
    {
        var gone = RosterDues.Gone(roster);
        var items = ImmutableArray.CreateBuilder<PlanItem>();
        foreach (var entry in roster.OrderBy(entry => entry.Kind).ThenBy(entry => entry.MisId, StringComparer.Ordinal))
        {
            if (entry.Username is not null && gone.TryGetValue(entry.Username, out var since) && since <= now.AddDays(-policy.RetentionDays))
            {
                // Nothing that names the person goes into the plan, which outlives them.
                var nameless = Nameless(entry);
                Add(PlanAction.Purge, nameless with { RunId = runId }, nameless, PlanReasons.RetentionOver);
            }
            else if (entry.Status is RosterStatus.Allocated && entry.Keep?.Until < today)
            {
                Add(
                    PlanAction.Unallocate,
                    entry with { Status = RosterStatus.Unallocated, Keep = null, DecidedBy = PlanReasons.KeepOver, Since = now, RunId = runId },
                    entry,
                    PlanReasons.KeepOver);
            }
            else if (entry.Status is RosterStatus.Allocated)
            {
                Renew(entry);
            }
        }

        return items.ToImmutable();

        void Renew(RosterEntry entry)
        {
            var renewed = Overrides.WithoutExpired(entry, today);
            var starts = entry.IsFuture && entry.StartDate <= today;
            if (starts || renewed != entry)
            {
                Add(
                    PlanAction.Update,
                    renewed with { IsFuture = entry.IsFuture && !starts, RunId = runId },
                    entry,
                    renewed != entry ? PlanReasons.OverrideOver : PlanReasons.Started);
            }
        }

        void Add(PlanAction action, RosterEntry after, RosterEntry before, string reason) =>
            items.Add(new PlanItem { Number = items.Count + 1, Action = action, Entry = after, Before = before, Reason = reason });
    }

    /// <summary>An exclusion outlives the account it took away: the MIS id keeps the person out, nothing else is kept.</summary>
    private static RosterEntry Nameless(RosterEntry entry) => new()
    {
        Kind = entry.Kind,
        MisId = entry.MisId,
        Status = entry.Status,
        Username = entry.Username,
        Identity = new PersonIdentity { LegalFirstName = "", LegalLastName = "" },
        Exclusion = entry.Exclusion is { } mark ? mark with { Reason = "" } : null,
        DecidedBy = entry.DecidedBy,
        ByHand = entry.ByHand,
        Since = entry.Since,
        RunId = entry.RunId,
    };
}

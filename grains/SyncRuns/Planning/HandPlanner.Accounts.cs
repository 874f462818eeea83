using System.Collections.Immutable;
using Uso.Grains.Rosters;
using Uso.Grains.Users;

namespace Uso.Grains.SyncRuns;

/// <summary>Decisions about accounts: exclusions, accounts that no export backs, values set over the MIS's.</summary>
internal sealed partial class HandPlanner
{
    /// <summary>The history of each account whose values are set: since when the MIS has said what it says.</summary>
    public IReadOnlyDictionary<string, ImmutableArray<UserEvent>> Histories { get; init; } = ImmutableDictionary<string, ImmutableArray<UserEvent>>.Empty;

    private ExclusionMark MarkOf(HandAction action) => new() { By = order.RequestedBy, At = now, Reason = action.Reason ?? "" };

    /// <summary>Whoever has an account is listed as excluded and keeps it until a person decides; nobody loses an account by being put on a list.</summary>
    private void MarkExcluded(HandAction action, RosterEntry before) =>
        Add(PlanAction.Update, before with { Exclusion = MarkOf(action), RunId = runId }, before);

    /// <summary>Excludes by name and date of birth: whoever of the roster that is, and whom an export brings later.</summary>
    private Problem? ExcludeByName(HandAction action)
    {
        var named = new RosterEntry
        {
            Kind = action.Kind,
            MisId = NamedIds.Of(order.OperationId),
            Status = RosterStatus.Excluded,
            Identity = action.Identity!,
            Exclusion = MarkOf(action),
            ByHand = true,
            DecidedBy = order.RequestedBy,
            Since = now,
            RunId = runId,
        };
        if (roster.Find(named.Kind, named.MisId) is null)
        {
            Add(PlanAction.Exclude, named, null);
        }

        foreach (var entry in roster.All.Where(entry => entry.Kind == action.Kind && NamedExclusions.IsSame(entry.Kind, entry.Identity, action.Identity!)))
        {
            Exclude(action with { MisId = entry.MisId }, entry);
        }

        return null;
    }

    private Problem? Keep(HandAction action, RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Allocated } || !IsUnbacked(before))
        {
            return NoSuchAccount("An export has the person: nothing needs to keep the account.");
        }

        Add(PlanAction.Update, before with { Keep = KeepOf(action), RunId = runId }, before);
        return null;
    }

    /// <summary>Who is in the MIS and not excluded stays: the next export would bring them back.</summary>
    private Problem? Unallocate(HandAction action, RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Allocated } || (before.Exclusion is null && !IsUnbacked(before)))
        {
            return NoSuchAccount("The MIS has the person: exclude them first.");
        }

        var left = before with { Status = RosterStatus.Unallocated, Keep = null, ByHand = true, DecidedBy = order.RequestedBy, Since = now, RunId = runId };
        if (before.Exclusion is null)
        {
            Add(PlanAction.Unallocate, left, before);
        }
        else
        {
            Add(PlanAction.Exclude, left with { Status = RosterStatus.Excluded, Decision = Decision(action, HandActionType.Exclude, before) }, before);
        }

        return null;
    }

    private Problem? Override(HandAction action, RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Allocated })
        {
            return NoSuchAccount("The school has no such account.");
        }

        var mis = Overrides.MisOf(before.Identity, before.Overrides);
        var kept = before.Overrides.Where(one => action.Fields.All(edit => edit.Field != one.Field));
        var given = action.Fields.Select(edit => new FieldOverride
        {
            Field = edit.Field,
            Value = edit.Value,
            MisValue = Overrides.ValueOf(mis, edit.Field),
            MisSince = before.Overrides.FirstOrDefault(one => one.Field == edit.Field)?.MisSince ?? SaidSince(before, edit.Field),
            By = order.RequestedBy,
            At = now,
            Reason = action.Reason ?? "",
            Until = action.Until,
        });
        return Overridden(before, mis, [.. kept.Concat(given).OrderBy(one => one.Field)]);
    }

    private Problem? ClearOverride(HandAction action, RosterEntry? before)
    {
        if (before is not { Status: RosterStatus.Allocated } || !before.Overrides.Any(one => Clears(action, one)))
        {
            return NoSuchAccount("Nothing of this account is overridden.");
        }

        return Overridden(before, Overrides.MisOf(before.Identity, before.Overrides), [.. before.Overrides.Where(one => !Clears(action, one))]);
    }

    private Problem? Overridden(RosterEntry before, PersonIdentity mis, ImmutableArray<FieldOverride> overrides)
    {
        Add(PlanAction.Update, before with { Identity = Overrides.Apply(mis, overrides), Overrides = overrides, RunId = runId }, before);
        return null;
    }

    private KeepMark KeepOf(HandAction action) => new() { By = order.RequestedBy, At = now, Reason = action.Reason ?? "", Until = action.Until };

    private DateOnly SaidSince(RosterEntry entry, IdentityField field)
    {
        var events = Histories.GetValueOrDefault(entry.Username!, []);
        var last = events.FirstOrDefault(happened => happened.Changed.Contains(field.ToString())) ?? events.LastOrDefault();
        return DateOnly.FromDateTime((last?.At ?? entry.Since).UtcDateTime);
    }

    private static bool Clears(HandAction action, FieldOverride one) => action.Fields.IsEmpty || action.Fields.Any(edit => edit.Field == one.Field);

    private static bool IsUnbacked(RosterEntry entry) => ManualIds.IsManual(entry.MisId) || KeptIds.IsKept(entry.MisId) || entry.MissingSince is not null;

    private static Problem NoSuchAccount(string detail) => new(ProblemCodes.CaseDecided, detail);
}

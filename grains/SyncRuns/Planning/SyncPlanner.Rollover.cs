using System.Collections.Immutable;

namespace Uso.Grains.SyncRuns;

/// <summary>What a rollover changes in a plan: first nothing of the new year, then all of it in one run.</summary>
internal sealed partial class SyncPlanner
{
    /// <summary>Null: no rollover is under way.</summary>
    public RolloverMode? Rollover { get; init; }

    /// <summary>Cut-over: whom the approved preview showed as leaving.</summary>
    public IReadOnlySet<(AccountKind Kind, string MisId)> ApprovedLeavers { get; init; } = ImmutableHashSet<(AccountKind, string)>.Empty;

    private bool IsPaused => Rollover is RolloverMode.Pause;

    /// <summary>Years and registration groups stay while the rollover is paused; what is left of the update, if anything, is not the new year's.</summary>
    private RosterEntry? Paused(RosterEntry entry, RosterEntry before)
    {
        // The fingerprint stays too, so that the cut-over sees the row as changed.
        var kept = entry with { YearGroup = before.YearGroup, RegistrationGroup = before.RegistrationGroup, Fingerprint = before.Fingerprint };
        return kept with { RunId = before.RunId, Candidates = before.Candidates, AlsoClaimedBy = before.AlsoClaimedBy } == before ? null : kept;
    }

    /// <summary>
    /// Cut-over: who leaves as the approved preview said needs no grace, but whoever another school claims is left to that school's run, which takes the account
    /// over from here. The preview itself shows everybody who is absent.
    /// </summary>
    private bool LeavesWithTheYear(RosterEntry entry) => Rollover switch
    {
        RolloverMode.Preview => true,
        RolloverMode.CutOver => entry.AlsoClaimedBy.IsEmpty && ApprovedLeavers.Contains((entry.Kind, entry.MisId)),
        _ => false,
    };
}

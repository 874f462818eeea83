namespace Uso.Grains.SyncRuns;

/// <summary>Stable codes of why a plan does what it does, beside the matching rules' own codes.</summary>
internal static class PlanReasons
{
    /// <summary>The row changed.</summary>
    public const string RowChanged = "row-changed";

    /// <summary>In the export again within the grace.</summary>
    public const string Returned = "returned";

    /// <summary>The start date has come.</summary>
    public const string Started = "started";

    /// <summary>In the export again after being unallocated.</summary>
    public const string BackInMis = "back-in-mis";

    /// <summary>A complete export lacks the person.</summary>
    public const string NotInExport = "not-in-export";

    /// <summary>Missing for longer than the grace.</summary>
    public const string GraceOver = "grace-over";

    /// <summary>Moved to another school before, and now gone from this one's export.</summary>
    public const string MovedAway = "moved-away";

    /// <summary>The MIS id now names somebody else: ids are reused, accounts are not.</summary>
    public const string MisIdReused = "mis-id-reused";

    /// <summary>The school changed its MIS, and the new one does not have the person.</summary>
    public const string MisChanged = "mis-changed";

    /// <summary>Another row of the same export has the account.</summary>
    public const string AccountInUse = "account-in-use";

    /// <summary>Another school made, or is making, an account of somebody like this since the plan was made.</summary>
    public const string MadeMeanwhile = "made-meanwhile";

    /// <summary>An account elsewhere in the country holds the UPN, and the rest does not agree.</summary>
    public const string UpnHeldElsewhere = "upn-held-elsewhere";

    /// <summary>Another school has the pupil and keeps them, though this one's export has them too.</summary>
    public const string AlsoClaimed = "also-claimed";

    /// <summary>Registered at two schools: the MIS says which is the main and which the subsidiary one.</summary>
    public const string DualRegistration = "dual-registration";

    /// <summary>Moves here with the new school year.</summary>
    public const string WaitsForRollover = "waits-for-rollover";

    /// <summary>Left with the old school year, as the approved preview said.</summary>
    public const string Rollover = "rollover";

    /// <summary>Starts here later: until then the pupil stays where they are.</summary>
    public const string StartsLater = "starts-later";

    /// <summary>The school that had the pupil no longer has; this one's export has had them all along.</summary>
    public const string LeftTheOther = "left-the-other-school";

    /// <summary>The export has the person under the other of two ids that were found to be one person's.</summary>
    public const string UnderTheOtherId = "under-the-other-id";

    /// <summary>A person decided.</summary>
    public const string ByHand = "by-hand";

    /// <summary>A person looked and left the case open.</summary>
    public const string LeftOpen = "left-open";

    /// <summary>A person took a decision back.</summary>
    public const string TakenBack = "taken-back";

    /// <summary>A person decided about the account, and the rules would decide otherwise.</summary>
    public const string DecidedByHand = "decided-by-hand";

    /// <summary>Another run is reverted.</summary>
    public const string Undo = "undo";

    /// <summary>What was purged is gone: no undo brings it back.</summary>
    public const string Purged = "purged";

    /// <summary>Away for longer than the retention.</summary>
    public const string RetentionOver = "retention-over";

    /// <summary>The last day of a kept account is over.</summary>
    public const string KeepOver = "keep-over";

    /// <summary>The last day of an override is over: the MIS's value again.</summary>
    public const string OverrideOver = "override-over";

    /// <summary>On the exclusion list by name and date of birth.</summary>
    public const string ExcludedByName = "excluded-by-name";

    /// <summary>Another run changed it since: an undo leaves it.</summary>
    public const string ChangedSince = "changed-since";
}

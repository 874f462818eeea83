namespace Uso.ClientApi.BulkResults;

/// <summary>A section of bulk results that lists people.</summary>
public enum BulkSection
{
    /// <summary>Somebody must match, create or exclude them.</summary>
    Unmatched,
    Unallocated,

    /// <summary>Not in the last whole export, within the grace.</summary>
    Missing,
    Excluded,

    /// <summary>Accounts that no export has had yet.</summary>
    NonMis,

    /// <summary>Their account is with another school now.</summary>
    Elsewhere,

    /// <summary>What the gate holds of the last run.</summary>
    Held,
}

internal static class BulkSections
{
    /// <summary>The roster's people of a section; what is held is in the run's plan instead.</summary>
    public static RosterQuery Query(this BulkSection section, AccountKind? kind) => section switch
    {
        BulkSection.Unmatched => new RosterQuery { Kind = kind, Status = RosterStatus.Review },
        BulkSection.Unallocated => new RosterQuery { Kind = kind, Status = RosterStatus.Unallocated },
        BulkSection.Missing => new RosterQuery { Kind = kind, Status = RosterStatus.Allocated, Missing = true },
        BulkSection.Excluded => new RosterQuery { Kind = kind, Excluded = true },
        BulkSection.NonMis => new RosterQuery { Kind = kind, NonMis = true },
        BulkSection.Elsewhere => new RosterQuery { Kind = kind, Status = RosterStatus.Moved },
        _ => throw new ArgumentOutOfRangeException(nameof(section), section, "Not kept in the roster."),
    };
}

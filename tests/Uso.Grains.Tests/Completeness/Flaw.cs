namespace Uso.Grains.Tests.Completeness;

/// <summary>What can be wrong with an export that somebody might read as "they all left".</summary>
public enum Flaw
{
    Empty,
    CutShort,
    PageMissing,
    PermissionLost,
    ReportMissing,

    /// <summary>Yesterday's file is sent again.</summary>
    Yesterdays,
    OtherSchools,
    HalfTheRows,
}

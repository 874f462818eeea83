namespace Uso.Matching.Compare;

/// <summary>How two names compare, weakest first so that levels can be compared with &lt;.</summary>
internal enum NameLevel : byte
{
    /// <summary>At least one side has none.</summary>
    Missing,
    Different,

    /// <summary>Like each other: a typo, a spelling, a nickname, an initial.</summary>
    Near,

    /// <summary>One is a whole part of the other: "George" and "George Sara", "Hassan" and "Al-Hassan".</summary>
    Part,
    Same,
}

/// <summary>How two dates of birth compare.</summary>
internal enum DateLevel : byte
{
    /// <summary>One side has none.</summary>
    Missing,

    /// <summary>Neither side has one.</summary>
    MissingOnBoth,
    Different,

    /// <summary>Two of year, month and day agree.</summary>
    Partial,

    /// <summary>One slip apart: a digit, day and month exchanged, the next day, the next year.</summary>
    Near,
    Same,
}

/// <summary>How two UPNs compare. Never fuzzily: twins' differ by one digit.</summary>
internal enum UpnRelation : byte
{
    /// <summary>One is missing, or they differ and at least one is not a good permanent UPN.</summary>
    Unknown,

    /// <summary>The same text, but temporary or bad.</summary>
    SameWeak,

    /// <summary>The same good permanent UPN.</summary>
    Same,

    /// <summary>Two different good permanent UPNs.</summary>
    Conflict,
}

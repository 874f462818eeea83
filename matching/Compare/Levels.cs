namespace Uso.Matching.Compare;

/// <summary>How two names compare, weakest first so that levels can be compared with &lt;.</summary>
internal enum NameLevel : byte
{
    /// <summary>At least one side has none.</summary>
    Missing,
    Different,

    /// <summary>One is the other's first letter.</summary>
    Initial,

    /// <summary>One word of several is shared or like the other's: "Sara" and "George Sara" as first names, "Garcia Lopez" and "Lopes".</summary>
    Word,

    /// <summary>One goes by the other: Kate and Katherine.</summary>
    Nickname,

    /// <summary>Like each other as strings, for example one cut short.</summary>
    Alike,

    /// <summary>One typing slip apart.</summary>
    Slip,

    /// <summary>One name in two spellings: Muhammad and Mohammed.</summary>
    Spelling,

    /// <summary>One is a whole part of the other: "George" and "George Sara", "Hassan" and "Al-Hassan".</summary>
    Part,
    Same,
}

/// <summary>What rules ask of a level.</summary>
internal static class NameLevels
{
    extension(NameLevel level)
    {
        /// <summary>At least like each other: evidence for a human, never alone for a link.</summary>
        internal bool IsNear => level >= NameLevel.Initial;

        /// <summary>Near, but neither equal nor a whole part.</summary>
        internal bool IsOnlyNear => level is >= NameLevel.Initial and < NameLevel.Part;

        /// <summary>Equal or a whole part of the other.</summary>
        internal bool Agrees => level >= NameLevel.Part;

        /// <summary>Whether this level says at least as much as another; shades of near say the same.</summary>
        internal bool IsAtLeast(NameLevel other) => level >= other || (level.IsOnlyNear && other.IsOnlyNear);
    }
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

    /// <summary>One slip apart: a digit, two neighbouring digits or day and month exchanged, the next day, the next year.</summary>
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

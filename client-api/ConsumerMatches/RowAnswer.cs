namespace Uso.ClientApi.ConsumerMatches;

/// <summary>What came of a row.</summary>
public enum RowStatus
{
    /// <summary>This account is the person.</summary>
    Matched,

    /// <summary>The row is like an account, or several, and not enough: a person must look.</summary>
    NeedsReview,

    /// <summary>Nobody of the released schools is like the row.</summary>
    None,

    /// <summary>The row cannot be read.</summary>
    Invalid,
}

/// <summary>The answer to one row.</summary>
public sealed record RowAnswer
{
    /// <summary>The row's number, from 1; a CSV header does not count.</summary>
    public required int Row { get; init; }

    /// <summary>The id that came with the row.</summary>
    public string? Id { get; init; }
    public required RowStatus Status { get; init; }

    /// <summary>Matched: the account.</summary>
    public string? Username { get; init; }

    /// <summary>Stable code of the rule, or of what is wrong with the row.</summary>
    public required string Reason { get; init; }
}

namespace Uso.ClientApi.ConsumerMatches;

/// <summary>One row as a platform sent it, its fields still text.</summary>
public sealed record MatchRow
{
    /// <summary>The platform's own id of the row: comes back with the answer.</summary>
    public string? Id { get; init; }

    /// <summary>"pupil" or "staff".</summary>
    public string? Kind { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }

    /// <summary>Pupils only.</summary>
    public string? Upn { get; init; }

    /// <summary>2015-03-02 or 02/03/2015.</summary>
    public string? DateOfBirth { get; init; }

    /// <summary>Name, URN or DfE number of the school.</summary>
    public string? School { get; init; }
}

/// <summary>A row read: what it says, or the reason why it cannot be read.</summary>
internal readonly record struct ReadRow(MatchRow Row, string? Unreadable = null);

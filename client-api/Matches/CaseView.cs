using System.Collections.Immutable;

namespace Uso.ClientApi.Matches;

/// <summary>One match case, open or decided.</summary>
public sealed record CaseView
{
    public required string Urn { get; init; }

    /// <summary>Address of the case within the school.</summary>
    public required string Id { get; init; }

    /// <summary>Changes with the case. Who decides says which one they saw.</summary>
    public required string CaseVersion { get; init; }

    /// <summary>The person as the MIS has them, with the candidates, best first, and the evidence for each in words.</summary>
    public required PersonView Person { get; init; }

    /// <summary>People of this school who have a candidate's account now, so that it is seen whose it would be taken from.</summary>
    public required ImmutableArray<PersonView> Holders { get; init; }

    /// <summary>Who left the case open, when, and their note; null when nobody did.</summary>
    public LeftOpen? Left { get; init; }

    /// <summary>The case changed after it was left open: it is up again.</summary>
    public required bool ChangedSinceLeft { get; init; }

    /// <summary>Who decided what, and when; null while the case is open.</summary>
    public DecisionView? Decision { get; init; }

    internal static CaseView Of(Urn urn, MatchCase one) => new()
    {
        Urn = urn.Value,
        Id = PersonId.Format(one.Entry.Kind, one.Entry.MisId),
        CaseVersion = one.Entry.RunId,
        Person = PersonView.Of(one.Entry),
        Holders = [.. one.Holders.Select(PersonView.Of)],
        Left = one.Entry.Left,
        ChangedSinceLeft = one.Entry.Left is not null && !one.Entry.IsLeft(),
        Decision = one.Entry.Decision is { } decision ? DecisionView.Of(decision) : null,
    };
}

/// <summary>A decision of a person, which stands until it is taken back.</summary>
public sealed record DecisionView
{
    public required HandActionType Type { get; init; }

    /// <summary>Id of the token that decided.</summary>
    public required string By { get; init; }
    public required DateTimeOffset At { get; init; }
    public string? Note { get; init; }
    public required string RunId { get; init; }

    /// <summary>The case as it stood then.</summary>
    public required string Rule { get; init; }
    public required ImmutableArray<CaseCandidate> Candidates { get; init; }

    internal static DecisionView Of(HumanDecision decision) => new()
    {
        Type = decision.Type,
        By = decision.By,
        At = decision.At,
        Note = decision.Note,
        RunId = decision.RunId,
        Rule = decision.Rule,
        Candidates = decision.Candidates,
    };
}

/// <summary>Part of a queue of cases.</summary>
public sealed record CaseList
{
    public required ImmutableArray<CaseView> Items { get; init; }

    /// <summary>How many fit, on whatever page; null where that would mean asking every school.</summary>
    public int? Total { get; init; }

    /// <summary>Give it as <c>cursor</c> to get the next page; null on the last. A page may have fewer items than asked for, or none, and still have a next one.</summary>
    public string? Next { get; init; }

    /// <summary>Of a local authority's first page: how many each of its schools has.</summary>
    public ImmutableArray<SchoolCases>? Schools { get; init; }
}

public sealed record SchoolCases
{
    public required string Urn { get; init; }
    public required int Cases { get; init; }
}

using System.Collections.Immutable;

namespace Uso.ClientApi.Matches;

/// <summary>Which cases a list shows, as query parameters.</summary>
internal sealed record CaseFilterQuery
{
    public Named<AccountKind>? Kind { get; init; }
    public string? Rule { get; init; }
    public string? YearGroup { get; init; }
    public int? MinCandidates { get; init; }
    public int? MaxCandidates { get; init; }

    /// <summary>Comma separated.</summary>
    public string? Same { get; init; }
    public bool? NoVetoes { get; init; }
    public bool? Left { get; init; }
    public string? Candidate { get; init; }

    /// <summary>Decided cases instead of open ones.</summary>
    public bool? Decided { get; init; }
    public string? Cursor { get; init; }
    public int? Take { get; init; }

    /// <summary>The query without its cursor, which the two kinds of lists read differently. False with the answer to give when it asks for what cannot be.</summary>
    public bool TryRead(out CaseQuery query, out ProblemHttpResult invalid)
    {
        var filter = new CaseFilter
        {
            Kind = Kind?.Value,
            Rule = Rule,
            YearGroup = YearGroup,
            MinCandidates = MinCandidates,
            MaxCandidates = MaxCandidates,
            Same = Same is null ? [] : [.. Same.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            NoVetoes = NoVetoes ?? false,
            Left = Left,
            Candidate = Candidate,
        };
        query = new CaseQuery { Filter = filter, Decided = Decided ?? false };
        if (!Paging.TryRead(0, Take, out var paging, out invalid))
        {
            return false;
        }

        query = query with { Take = paging.Take };
        return CaseFilters.IsValid(filter, "", out invalid);
    }
}

/// <summary>What a filter may say.</summary>
internal static class CaseFilters
{
    private const int MaxText = 200;

    private static readonly ImmutableArray<string> Fields = ["firstName", "lastName", "dateOfBirth", "upn", "school"];

    public static bool IsValid(CaseFilter filter, string prefix, out ProblemHttpResult invalid)
    {
        invalid = filter switch
        {
            { Rule.Length: > MaxText } => Answer.Invalid($"{prefix}rule", $"at most {MaxText} characters"),
            { YearGroup.Length: > MaxText } => Answer.Invalid($"{prefix}yearGroup", $"at most {MaxText} characters"),
            { MinCandidates: < 0 } or { MaxCandidates: < 0 } => Answer.Invalid($"{prefix}minCandidates, {prefix}maxCandidates", "0 or more"),
            { Candidate: { } candidate } when !Username.TryParse(candidate, out _) => Answer.Invalid($"{prefix}candidate", "a username"),
            { Same.IsDefault: true } => Answer.Invalid($"{prefix}same", "a list"),
            _ when filter.Same.Any(field => !Fields.Contains(field)) => Answer.Invalid($"{prefix}same", $"of {string.Join(", ", Fields)}"),
            _ => null!,
        };
        return invalid is null;
    }
}

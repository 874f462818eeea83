using System.Text.Json;

namespace Uso.Samples.Loading;

/// <summary>The REST API's bodies as far as a portal and an agent read them. Enums stay text: this is a client like any other.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
}

internal sealed record UploadReceipt(string UploadId, string Sha256, bool Duplicate);

internal sealed record RunStarted(string RunId);


internal sealed record ProblemBody(int? Status, string? Title, string? Code, string? Detail);

internal sealed record Counts
{
    public int Rows { get; init; }
    public int Created { get; init; }
    public int Linked { get; init; }
    public int Moved { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
    public int Restored { get; init; }
    public int Review { get; init; }
    public int Rejected { get; init; }
    public int Excluded { get; init; }
    public int Elsewhere { get; init; }
    public int HeldRows { get; init; }
    public int Missing { get; init; }
    public int Unallocated { get; init; }
    public int HeldUnallocations { get; init; }

    /// <summary>What happened to rows; equals <see cref="Rows"/> when the books balance.</summary>
    public int Accounted() =>
        Created + Linked + Moved + Updated + Unchanged + Restored + Review + Rejected + Excluded + Elsewhere + HeldRows;

    public static Counts operator +(Counts a, Counts b) => new()
    {
        Rows = a.Rows + b.Rows,
        Created = a.Created + b.Created,
        Linked = a.Linked + b.Linked,
        Moved = a.Moved + b.Moved,
        Updated = a.Updated + b.Updated,
        Unchanged = a.Unchanged + b.Unchanged,
        Restored = a.Restored + b.Restored,
        Review = a.Review + b.Review,
        Rejected = a.Rejected + b.Rejected,
        Excluded = a.Excluded + b.Excluded,
        Elsewhere = a.Elsewhere + b.Elsewhere,
        HeldRows = a.HeldRows + b.HeldRows,
        Missing = a.Missing + b.Missing,
        Unallocated = a.Unallocated + b.Unallocated,
        HeldUnallocations = a.HeldUnallocations + b.HeldUnallocations,
    };
}

internal sealed record RunProblem(string Code, string Detail);

internal sealed record RunState
{
    public required string RunId { get; init; }
    public required string Phase { get; init; }
    public string? ChangedFrom { get; init; }
    public Counts Pupils { get; init; } = new();
    public Counts Staff { get; init; } = new();
    public RunProblem? Problem { get; init; }

    /// <summary>A dry run that counts once somebody looked at it.</summary>
    public bool WaitsForPromotion => Phase is "dryRun" && ChangedFrom is not null;

    public bool AtRest => Phase is not ("pulling" or "planning" or "applying" or "applyingHeld");
}

internal sealed record Identity
{
    public string? LegalFirstName { get; init; }
    public string? LegalLastName { get; init; }
    public string? PreferredFirstName { get; init; }
    public string? PreferredLastName { get; init; }
    public DateOnly? DateOfBirth { get; init; }
    public string? Upn { get; init; }
}

internal sealed record RosterUser
{
    public required string Kind { get; init; }
    public required string MisId { get; init; }
    public required string Status { get; init; }
    public string? Username { get; init; }
    public Identity? Identity { get; init; }
    public string? YearGroup { get; init; }
    public bool IsFuture { get; init; }
    public string? MovedTo { get; init; }
    public DateOnly? MissingSince { get; init; }
}

internal sealed record Page<T>(IReadOnlyList<T> Items, int Total);

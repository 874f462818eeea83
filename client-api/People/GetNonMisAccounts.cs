using System.Collections.Immutable;

namespace Uso.ClientApi.People;

internal static class GetNonMisAccounts
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/non-mis-accounts", HandleAsync)
        .WithName("GetNonMisAccounts")
        .WithSummary("Accounts that no current export backs: asked for by hand, kept, missing, or not found again after a change of MIS. After one it says that they want looking through.")
        .Allow(Role.HeadTeacher, Role.SchoolAdmin, Role.ServiceDesk);

    private static async Task<Results<Ok<NonMisAccounts>, ProblemHttpResult>> HandleAsync(
        Urn urn, Named<AccountKind>? kind, int? skip, int? take, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        var found = await grains.Roster(urn).QueryAsync(new RosterQuery { Kind = kind?.Value, NonMis = true, Skip = paging.Skip, Take = paging.Take });
        return TypedResults.Ok(new NonMisAccounts
        {
            Items = [.. found.Entries.Select(PersonView.Of)],
            Total = found.Total,
            Skip = paging.Skip,
            ReviewSince = await grains.School(urn).GetNonMisReviewAsync(),
        });
    }
}

public sealed record NonMisAccounts
{
    public required ImmutableArray<PersonView> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    public required int Total { get; init; }
    public required int Skip { get; init; }

    /// <summary>The MIS was changed then, and nobody has looked through these accounts since.</summary>
    public DateTimeOffset? ReviewSince { get; init; }
}

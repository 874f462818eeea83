using Uso.ClientApi.People;

namespace Uso.ClientApi.LocalAuthorities;

internal static class GetLaUsers
{
    /// <summary>How far into an LA's people a page may lie: a search that finds more needs more words.</summary>
    private const int Deepest = 5000;

    private const int SchoolsAtOnce = 8;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/users", HandleAsync)
        .WithName("GetLaUsers")
        .WithSummary("The accounts of all schools of an LA. ?q= searches names, username, UPN, year, registration group and classes; ?changed=true puts the newest creation or move first.")
        .Allow(Role.ServiceDesk);

    private static async Task<Results<Ok<ListPage<LaUser>>, ProblemHttpResult>> HandleAsync(
        LaCode la, string? q, Named<AccountKind>? kind, Named<RosterStatus>? status, bool? changed, int? skip, int? take, IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (q?.Length > RosterPages.MaxText || paging.Skip + paging.Take > Deepest)
        {
            return Answer.Invalid("q, skip", $"at most {RosterPages.MaxText} characters, and no page beyond {Deepest}");
        }

        var newestFirst = changed ?? false;
        var query = new RosterQuery { Kind = kind?.Value, Status = status?.Value ?? RosterStatus.Allocated, Text = string.IsNullOrWhiteSpace(q) ? null : q.Trim(), NewestFirst = newestFirst };
        var found = new List<LaUser>();
        var total = 0;
        foreach (var urns in (await grains.LocalAuthority(la).GetAsync()).Schools.Chunk(SchoolsAtOnce))
        {
            foreach (var (entries, count) in await Task.WhenAll(urns.Select(urn => OfSchoolAsync(grains, urn, query, paging.Skip + paging.Take))))
            {
                found.AddRange(entries);
                total += count;
            }
        }

        var ordered = newestFirst
            ? found.OrderByDescending(user => user.Person.Arrived ?? user.Person.Since)
            : found.OrderBy(user => user.Person.Identity.LegalLastName, StringComparer.OrdinalIgnoreCase)
                .ThenBy(user => user.Person.Identity.LegalFirstName, StringComparer.OrdinalIgnoreCase);
        return TypedResults.Ok(new ListPage<LaUser>
        {
            Items = [.. ordered.ThenBy(user => user.Urn, StringComparer.Ordinal).ThenBy(user => user.Person.Id, StringComparer.Ordinal).Skip(paging.Skip).Take(paging.Take)],
            Total = total,
            Skip = paging.Skip,
        });
    }

    private static async Task<(List<LaUser> Users, int Total)> OfSchoolAsync(IGrainFactory grains, string urn, RosterQuery query, int most)
    {
        query = await ClassSearch.WithClassesAsync(grains, Urn.Parse(urn), query);
        var users = new List<LaUser>();
        while (true)
        {
            var page = await grains.Roster(Urn.Parse(urn)).QueryAsync(query with { Skip = users.Count, Take = Math.Min(most - users.Count, Paging.MaxTake) });
            users.AddRange(page.Entries.Select(entry => new LaUser { Urn = urn, Person = PersonView.Of(entry) }));
            if (users.Count >= Math.Min(most, page.Total) || page.Entries.IsEmpty)
            {
                return (users, page.Total);
            }
        }
    }
}

/// <summary>A person of one of an LA's schools.</summary>
public sealed record LaUser
{
    public required string Urn { get; init; }
    public required PersonView Person { get; init; }
}

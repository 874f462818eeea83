using System.Collections.Immutable;

namespace Uso.ClientApi.Duplicates;

internal static class GetDuplicates
{
    private const int MaxRule = 100;

    private static readonly string[] Header =
    [
        "rule", "evidence", "first", "firstSchool", "firstName", "firstStatus", "second", "secondSchool", "secondName", "secondStatus", "twoPeopleSays",
    ];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/duplicates", HandleAsync)
        .WithName("GetDuplicates")
        .WithSummary("Likely double accounts of an LA with the evidence, the likeliest first: a page of JSON, or, with Accept: text/csv, all that fit.")
        .OrCsv()
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<ListPage<DuplicateView>>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        LaCode la,
        Named<AccountKind>? kind,
        string? rule,
        string? urn,
        string? username,
        bool? decided,
        int? skip,
        int? take,
        HttpContext context,
        IGrainFactory grains)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (rule?.Length > MaxRule || (urn is not null && !Urn.TryParse(urn, out _)) || (username is not null && !Username.TryParse(username, out _)))
        {
            return Answer.Invalid("rule, urn, username", "a rule's code, six digits, a username");
        }

        var duplicates = grains.Duplicates(la);
        var query = new DuplicateQuery
        {
            Kind = kind?.Value,
            Rule = rule,
            Urn = urn,
            Username = username,
            Decided = decided ?? false,
            Skip = paging.Skip,
            Take = paging.Take,
        };
        if (CsvAnswer.IsWanted(context))
        {
            return CsvAnswer.Of(context, $"duplicates-{la}.csv", Header, AllAsync(grains, duplicates, query).Select(Cells));
        }

        var (views, total) = await PageAsync(grains, duplicates, query);
        return TypedResults.Ok(new ListPage<DuplicateView> { Items = views, Total = total, Skip = paging.Skip });
    }

    private static async Task<(ImmutableArray<DuplicateView> Views, int Total)> PageAsync(IGrainFactory grains, IDuplicatesGrain duplicates, DuplicateQuery query)
    {
        var page = await duplicates.QueryAsync(query);
        return ([.. await Task.WhenAll(page.Cases.Select(one => DuplicateView.OfAsync(grains, one)))], page.Total);
    }

    private static async IAsyncEnumerable<DuplicateView> AllAsync(IGrainFactory grains, IDuplicatesGrain duplicates, DuplicateQuery query)
    {
        int total;
        var skip = 0;
        do
        {
            (var views, total) = await PageAsync(grains, duplicates, query with { Skip = skip, Take = Paging.MaxTake });
            foreach (var view in views)
            {
                yield return view;
            }

            skip += Paging.MaxTake;
        }
        while (skip < total);
    }

    private static string?[] Cells(DuplicateView view) =>
    [
        view.Rule, view.Evidence,
        view.First.Username, view.First.Urn, NameOf(view.First), view.First.Status.ToString(),
        view.Second.Username, view.Second.Urn, NameOf(view.Second), view.Second.Status.ToString(),
        view.Decision?.By,
    ];

    private static string NameOf(DuplicateAccount account) => $"{account.Identity?.LegalFirstName} {account.Identity?.LegalLastName}".Trim();
}

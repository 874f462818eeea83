using System.Collections.Immutable;
using System.Text;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Uso.ClientApi.Duplicates;

internal static class GetDuplicates
{
    private const int MaxRule = 100;

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/duplicates", HandleAsync)
        .WithName("GetDuplicates")
        .WithSummary("Likely double accounts of an LA with the evidence, the likeliest first: a page of JSON, or, with Accept: text/csv, all that fit.")
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Responses?[$"{StatusCodes.Status200OK}"].Content?.TryAdd(
                MediaTypes.Csv, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
            return Task.CompletedTask;
        })
        .Allow(Role.ServiceDesk, Role.LaOperator);

    private static async Task<Results<Ok<ListPage<DuplicateView>>, PushStreamHttpResult, ProblemHttpResult>> HandleAsync(
        LaCode la,
        AccountKind? kind,
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
            Kind = kind,
            Rule = rule,
            Urn = urn,
            Username = username,
            Decided = decided ?? false,
            Skip = paging.Skip,
            Take = paging.Take,
        };
        if (MediaTypes.Choose(context.Request, MediaTypes.Json, MediaTypes.Csv) == MediaTypes.Csv)
        {
            context.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"duplicates-{la}.csv" }.ToString();
            return TypedResults.Stream(body => WriteCsvAsync(grains, duplicates, query, body), $"{MediaTypes.Csv}; charset=utf-8");
        }

        var (views, total) = await PageAsync(grains, duplicates, query);
        return TypedResults.Ok(new ListPage<DuplicateView> { Items = views, Total = total, Skip = paging.Skip });
    }

    private static async Task<(ImmutableArray<DuplicateView> Views, int Total)> PageAsync(IGrainFactory grains, IDuplicatesGrain duplicates, DuplicateQuery query)
    {
        var page = await duplicates.QueryAsync(query);
        return ([.. await Task.WhenAll(page.Cases.Select(one => DuplicateView.OfAsync(grains, one)))], page.Total);
    }

    private static async Task WriteCsvAsync(IGrainFactory grains, IDuplicatesGrain duplicates, DuplicateQuery query, Stream body)
    {
        await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await text.WriteAsync("rule,evidence,first,firstSchool,firstName,firstStatus,second,secondSchool,secondName,secondStatus,twoPeopleSays\r\n");
        for (var skip = 0; ; skip += Paging.MaxTake)
        {
            var (views, total) = await PageAsync(grains, duplicates, query with { Skip = skip, Take = Paging.MaxTake });
            foreach (var view in views)
            {
                await text.WriteAsync(CsvCell.Line(
                    view.Rule,
                    view.Evidence,
                    view.First.Username, view.First.Urn, NameOf(view.First), view.First.Status.ToString(),
                    view.Second.Username, view.Second.Urn, NameOf(view.Second), view.Second.Status.ToString(),
                    view.Decision?.By));
            }

            if (skip + Paging.MaxTake >= total)
            {
                return;
            }
        }
    }

    private static string NameOf(DuplicateAccount account) => $"{account.Identity?.LegalFirstName} {account.Identity?.LegalLastName}".Trim();
}

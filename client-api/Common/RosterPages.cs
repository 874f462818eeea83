namespace Uso.ClientApi.Common;

/// <summary>A roster's people as a page of views.</summary>
internal static class RosterPages
{
    public const int MaxText = 200;

    public static async Task<Results<Ok<ListPage<PersonView>>, ProblemHttpResult>> QueryAsync(
        IGrainFactory grains, Urn urn, int? skip, int? take, RosterQuery query)
    {
        if (!Paging.TryRead(skip, take, out var paging, out var invalid))
        {
            return invalid;
        }

        if (query.Text?.Length > MaxText)
        {
            return Answer.Invalid("q", $"at most {MaxText} characters");
        }

        var found = await grains.Roster(urn).QueryAsync(query with { Skip = paging.Skip, Take = paging.Take });
        return TypedResults.Ok(new ListPage<PersonView>
        {
            Items = [.. found.Entries.Select(PersonView.Of)],
            Total = found.Total,
            Skip = paging.Skip,
        });
    }
}

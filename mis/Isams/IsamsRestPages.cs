using System.Globalization;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;

namespace Uso.Mis.Isams;

/// <summary>
/// Resources of the REST API, page by page: every page tells how many records and pages there are, and all must tell the same, which must be what came.
/// </summary>
internal sealed class IsamsRestPages(Uri host)
{
    private static readonly Dictionary<string, string> Paths = new()
    {
        ["students"] = "api/students",
        ["employees"] = "api/humanresources/employees",
        ["sets"] = "api/teaching/sets",
    };

    /// <summary>Name of the lists of the sets' pupils, one page for each set in the order of the sets.</summary>
    public const string SetLists = "setLists";

    /// <summary>Ids of the sets that came so far.</summary>
    public List<string> Sets { get; } = [];

    public PagedResource Of(IsamsEntity entity)
    {
        var name = entity.Name;
        Totals? first = null;
        var records = 0;
        return new PagedResource(name, Page(1), (_, body) =>
        {
            if (Look(body, name) is not { } page)
            {
                return PageLook.Failed(MisErrorCodes.PageMissing);
            }

            first ??= page.Totals;
            records += page.Records;
            if (name == "sets")
            {
                Sets.AddRange(IdsOf(body));
            }

            return page switch
            {
                _ when page.Totals.Count != first.Count || page.Totals.Pages != first.Pages => PageLook.Broken(page.Records, MisErrorCodes.PageShifted),
                { Number: var number } when number < first.Pages => PageLook.More(page.Records, Page(number + 1)),
                _ when records != first.Count => PageLook.Broken(page.Records, MisErrorCodes.CountMismatch),
                _ => PageLook.Last(page.Records),
            };
        });

        PullRequest Page(int number) => new(new Uri(host, string.Create(CultureInfo.InvariantCulture, $"{Paths[name]}?page={number}")));
    }

    /// <summary>The lists of the sets that came; null when there is no set.</summary>
    public PagedResource? OfSetLists()
    {
        var at = 0;
        return Sets.Count == 0 ? null : new PagedResource(SetLists, List(0), (_, body) => Count(body) switch
        {
            null => PageLook.Failed(MisErrorCodes.PageMissing),
            { } records when ++at < Sets.Count => PageLook.More(records, List(at)),
            { } records => PageLook.Last(records),
        });

        PullRequest List(int set) => new(new Uri(host, $"{Paths["sets"]}/{Uri.EscapeDataString(Sets[set])}/setList"));
    }

    /// <summary>Ids of the records of a page of sets, in its order.</summary>
    public static IEnumerable<string> IdsOf(ReadOnlyMemory<byte> page)
    {
        using var json = JsonDocument.Parse(page);
        return [.. json.RootElement.GetProperty("sets").EnumerateArray().Select(set => set.TryGetProperty("id", out var id) ? id.ToString() : "")];
    }

    private static int? Count(ReadOnlyMemory<byte> body) => Look(body, "students")?.Records;

    // Null when it is not a page of such records. A list of a set has no totals: then there is one page.
    private static Seen? Look(ReadOnlyMemory<byte> body, string array)
    {
        var reader = new Utf8JsonReader(body.Span);
        int? records = null, count = null, pages = null, number = null;
        reader.Read();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case var _ when name == array && reader.TokenType is JsonTokenType.StartArray:
                    records = 0;
                    while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
                    {
                        records++;
                        reader.Skip();
                    }

                    break;
                case "totalCount" when reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var total):
                    count = total;
                    break;
                case "totalPages" when reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var total):
                    pages = total;
                    break;
                case "page" when reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var total):
                    number = total;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return records is { } found ? new Seen(found, number ?? 1, new Totals(count ?? found, pages ?? 1)) : null;
    }

    private sealed record Totals(int Count, int Pages);

    private sealed record Seen(int Records, int Number, Totals Totals);
}

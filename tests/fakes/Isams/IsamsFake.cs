using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Isams;

/// <summary>A fake of one school's iSAMS or Ed:gen: client credentials, the REST API in pages with totals, and the Batch API. Made from public clients and documentation.</summary>
public sealed partial class IsamsFake : FakeServer<IsamsFaults>
{
    private readonly IsamsFakeOptions _options;

    private IsamsFake(IsamsFakeOptions options) => _options = options;

    public IsamsSchool School => _options.School;

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<IsamsFake> StartAsync(IsamsFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new IsamsFake(options);
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Request.Path.Value switch
        {
            "/auth/connect/token" or "/main/sso/idp/connect/token" => TokenAsync(context),
            IsamsBatch.Path => BatchAsync(context),
            _ => RestAsync(context),
        };
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private Task RestAsync(HttpContext context)
    {
        if (!IsCurrent(context.Request.Headers.Authorization.ToString()))
        {
            return RefuseAsync(context, StatusCodes.Status401Unauthorized);
        }

        var path = context.Request.Path.Value!.Trim('/').Split('/');
        return path switch
        {
            ["api", "students"] => PageAsync(context, "students", School.Students.Select(IsamsJson.Student)),
            ["api", "humanresources", "employees"] => PageAsync(context, "employees", School.Employees.Select(IsamsJson.Employee)),
            ["api", "teaching", "sets"] => PageAsync(context, "sets", School.Sets.Select(IsamsJson.Set)),
            ["api", "teaching", "sets", var id, "setList"] => SetListAsync(context, id),
            _ => RefuseAsync(context, StatusCodes.Status404NotFound),
        };
    }

    private Task SetListAsync(HttpContext context, string id)
    {
        var set = School.Sets.FirstOrDefault(s => s.Id.ToString(CultureInfo.InvariantCulture) == id);
        return Faults.LostPermission.ContainsKey("setLists") ? RefuseAsync(context, StatusCodes.Status403Forbidden)
            : set is null ? RefuseAsync(context, StatusCodes.Status404NotFound)
            : WritePageAsync(context, IsamsJson.SetList(set).ToJsonString());
    }

    private Task PageAsync(HttpContext context, string resource, IEnumerable<JsonObject> records)
    {
        if (Faults.LostPermission.ContainsKey(resource))
        {
            return RefuseAsync(context, StatusCodes.Status403Forbidden);
        }

        var page = int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        if (Faults.BrokenPage.TryGetValue(resource, out var broken) && broken == page)
        {
            return RefuseAsync(context, StatusCodes.Status500InternalServerError);
        }

        // Only the page's own records are made: a large school has many pages.
        var all = Faults.Empty.ContainsKey(resource) ? [] : records;
        var count = all.TryGetNonEnumeratedCount(out var known) ? known : all.Count();
        var total = Faults.WrongTotal.TryGetValue(resource, out var wrong) ? wrong : count;
        total += Faults.GrowsAfterPage.TryGetValue(resource, out var after) && page > after ? 1 : 0;
        return WritePageAsync(context, new JsonObject
        {
            [resource] = new JsonArray([.. all.Skip((page - 1) * _options.PageSize).Take(_options.PageSize).Select(record => Renamed(resource, record))]),
            ["totalCount"] = total,
            ["page"] = page,
            ["pageSize"] = _options.PageSize,
            ["totalPages"] = (count + _options.PageSize - 1) / _options.PageSize,
        }.ToJsonString(), resource: resource);
    }

    private JsonObject Renamed(string resource, JsonObject record)
    {
        foreach (var (field, name) in Faults.ChangedField)
        {
            if (field.StartsWith(resource + ".", StringComparison.Ordinal) && record.Remove(field[(resource.Length + 1)..], out var value))
            {
                record[name] = value;
            }
        }

        return record;
    }
}

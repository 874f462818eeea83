using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Wonde;

/// <summary>
/// A fake of Wonde's API on the loopback address: real HTTP, data that can be changed while it runs, faults on demand.
/// Made from public documentation; what it serves is what our reader needs and no more.
/// </summary>
public sealed class WondeFake : FakeServer<WondeFaults>
{
    private readonly WondeFakeOptions _options;

    private WondeFake(WondeFakeOptions options)
    {
        _options = options;
        Tokens = new ConcurrentDictionary<string, bool>(options.Tokens.Select(t => KeyValuePair.Create(t, true)));
    }

    /// <summary>The <c>baseUrl</c> setting: <c>http://127.0.0.1:port/v1.0</c>.</summary>
    public string BaseUrl => $"{Url}/v1.0";

    public IReadOnlyList<WondeSchool> Schools => _options.Schools;

    /// <summary>Tokens accepted.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; }

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<WondeFake> StartAsync(WondeFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new WondeFake(options);
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    /// <summary>Starts serving one school.</summary>
    public static Task<WondeFake> StartAsync(WondeSchool school, CancellationToken cancellationToken = default) =>
        StartAsync(new WondeFakeOptions { Schools = [school] }, cancellationToken);

    protected override async Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var authorization = context.Request.Headers.Authorization.ToString();
        if (Faults.TokenExpired || !authorization.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.ContainsKey(authorization["Bearer ".Length..]))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["v1.0", "schools", "pending" or "declined" or "revoked" or "audited" or "offline" or "all"])
        {
            await WriteAsync(context, List(path[2]), resource: null);
            return;
        }

        var school = path is ["v1.0", "schools", var id, ..] ? _options.Schools.FirstOrDefault(s => s.Id == id && s.Approval is ("approved" or "offline")) : null;
        var answer = (school, path.Length) switch
        {
            (null, _) => null,
            (_, 3) => new JsonObject { ["data"] = Describe(school) },
            (_, 4) when path[3] == "counts" => Counts(school, context.Request.Query["include"].ToString()),
            (_, 4) => Resource(context, school, path[3]),
            _ => null,
        };
        await WriteAsync(context, answer, path.Length == 4 ? path[3] : null);
    }

    private async Task WriteAsync(HttpContext context, JsonObject? answer, string? resource)
    {
        if (answer is null)
        {
            context.Response.StatusCode = context.Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status404NotFound : context.Response.StatusCode;
            return;
        }

        var text = answer.ToJsonString();
        if (resource is not null && !Faults.HalfOf.ContainsKey(resource))
        {
            await WritePageAsync(context, text);
            return;
        }

        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(resource is null ? text : text[..(text.Length / 2)]);
    }

    private JsonObject List(string state) => new()
    {
        ["data"] = new JsonArray([.. _options.Schools.Where(s => state == "all" ? s.Approval is "approved" or "offline" : s.Approval == state).Select(Describe)]),
        ["meta"] = new JsonObject { ["pagination"] = new JsonObject { ["next"] = null, ["more"] = false } },
    };

    private JsonObject Describe(WondeSchool school) => new()
    {
        ["id"] = school.Id,
        ["name"] = school.Name,
        ["urn"] = school.Urn,
        ["region"] = new JsonObject { ["code"] = "GBR", ["domain"] = school.RegionDomain ?? new Uri(Url).Authority },
    };

    private JsonObject? Counts(WondeSchool school, string include)
    {
        if (Faults.NoCounts)
        {
            return null;
        }

        var data = new JsonObject();
        var writer = new WondeJsonWriter(school, _options.Dates, new HashSet<string>());
        foreach (var name in include.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (writer.Records(name) is { } records)
            {
                var count = Faults.WrongCount.TryGetValue(name, out var wrong) ? wrong : records.Count();
                data[name] = new JsonObject { ["data"] = new JsonObject { ["count"] = count } };
            }
        }

        return new JsonObject { ["data"] = data };
    }

    private JsonObject? Resource(HttpContext context, WondeSchool school, string resource)
    {
        var query = context.Request.Query;
        var page = int.TryParse(query["page"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        if (Faults.LostPermission.ContainsKey(resource))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return null;
        }

        if (Faults.Refused.TryGetValue(resource, out var status)
            || (Faults.BrokenPage.TryGetValue(resource, out var broken) && broken == page && (status = StatusCodes.Status500InternalServerError) > 0))
        {
            context.Response.StatusCode = status;
            return null;
        }

        var include = query["include"].ToString().Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        if (new WondeJsonWriter(school, _options.Dates, include).Records(resource) is not { } records)
        {
            return null;
        }

        if (Faults.Empty.ContainsKey(resource))
        {
            records = [];
        }

        var perPage = int.TryParse(query["per_page"], CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, _options.PageSize) : _options.PageSize;
        var meta = new JsonObject { ["includes"] = new JsonArray([.. include.Select(i => JsonValue.Create(i))]) };
        if (!Faults.NoPagination)
        {
            var more = records.Skip(page * perPage).Any();
            meta["pagination"] = new JsonObject
            {
                ["next"] = Faults.Next.TryGetValue(resource, out var next) ? next : more ? PageUrl(school, resource, query, perPage, page + 1) : null,
                ["previous"] = page > 1 ? PageUrl(school, resource, query, perPage, page - 1) : null,
                ["more"] = more,
                ["per_page"] = perPage,
                ["current_page"] = page,
            };
            records = records.Skip((page - 1) * perPage).Take(perPage);
        }

        return new JsonObject { ["data"] = new JsonArray([.. records.Select(record => Changed(resource, record))]), ["meta"] = meta };
    }

    private JsonObject Changed(string resource, JsonObject record)
    {
        foreach (var (field, name) in Faults.ChangedField)
        {
            if (field.Split('.') is [var changed, var old] && changed == resource && record.Remove(old, out var value))
            {
                record[name] = value;
            }
        }

        return record;
    }

    private string PageUrl(WondeSchool school, string resource, IQueryCollection query, int perPage, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{BaseUrl}/schools/{school.Id}/{resource}?include={query["include"]}&per_page={perPage}&page={page}");
}

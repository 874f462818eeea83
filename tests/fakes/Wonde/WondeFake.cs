using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Wonde;

/// <summary>
/// A fake of Wonde's API on the loopback address: real HTTP, data that can be changed while it runs, faults on demand.
/// Made from public documentation; what it serves is what our reader needs and no more.
/// </summary>
public sealed class WondeFake : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly WondeFakeOptions _options;

    private WondeFake(WebApplication app, WondeFakeOptions options)
    {
        _app = app;
        _options = options;
        Tokens = new ConcurrentDictionary<string, bool>(options.Tokens.Select(t => KeyValuePair.Create(t, true)));
    }

    /// <summary>The <c>baseUrl</c> setting: <c>http://127.0.0.1:port/v1.0</c>.</summary>
    public string BaseUrl => $"{_app.Urls.First()}/v1.0";

    public IReadOnlyList<WondeSchool> Schools => _options.Schools;

    public WondeFaults Faults { get; } = new();

    /// <summary>Tokens accepted.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; }

    /// <summary>Path and query of every request so far, in order.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<WondeFake> StartAsync(WondeFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));
        var app = builder.Build();
        var fake = new WondeFake(app, options);
        app.Run(fake.AnswerAsync);
        await app.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>Starts serving one school.</summary>
    public static Task<WondeFake> StartAsync(WondeSchool school, CancellationToken cancellationToken = default) =>
        StartAsync(new WondeFakeOptions { Schools = [school] }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static bool Take(ref int remaining)
    {
        if (Interlocked.Decrement(ref remaining) >= 0)
        {
            return true;
        }

        Interlocked.Exchange(ref remaining, 0);
        return false;
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(context.Request.Path + context.Request.QueryString.Value);
        if (Take(ref Faults.TooManyRequests))
        {
            context.Response.Headers.RetryAfter = Faults.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            return;
        }

        if (Take(ref Faults.ServerErrors))
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        if (Faults.TokenRevoked || !authorization.StartsWith("Bearer ", StringComparison.Ordinal) || !Tokens.ContainsKey(authorization["Bearer ".Length..]))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var school = path is ["v1.0", "schools", var id, ..] ? _options.Schools.FirstOrDefault(s => s.Id == id) : null;
        var answer = (school, path.Length) switch
        {
            (null, _) => null,
            (_, 3) => new JsonObject { ["data"] = new JsonObject { ["id"] = school.Id, ["name"] = school.Name, ["urn"] = school.Urn } },
            (_, 4) when path[3] == "counts" => Counts(school, context.Request.Query["include"].ToString()),
            (_, 4) => Resource(context, school, path[3]),
            _ => null,
        };
        await WriteAsync(context, answer, path.Length == 4);
    }

    private async Task WriteAsync(HttpContext context, JsonObject? answer, bool isResource)
    {
        if (answer is null)
        {
            context.Response.StatusCode = context.Response.StatusCode == StatusCodes.Status200OK ? StatusCodes.Status404NotFound : context.Response.StatusCode;
            return;
        }

        var text = answer.ToJsonString();
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(isResource && Take(ref Faults.TruncatedBodies) ? text[..(text.Length / 2)] : text);
    }

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

        var all = Faults.Empty.ContainsKey(resource) ? [] : records.ToList();
        var perPage = int.TryParse(query["per_page"], CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, _options.PageSize) : _options.PageSize;
        var meta = new JsonObject { ["includes"] = new JsonArray([.. include.Select(i => JsonValue.Create(i))]) };
        if (!Faults.NoPagination)
        {
            var more = page * perPage < all.Count;
            meta["pagination"] = new JsonObject
            {
                ["next"] = Faults.Next.TryGetValue(resource, out var next) ? next : more ? PageUrl(school, resource, query, perPage, page + 1) : null,
                ["previous"] = page > 1 ? PageUrl(school, resource, query, perPage, page - 1) : null,
                ["more"] = more,
                ["per_page"] = perPage,
                ["current_page"] = page,
            };
            all = [.. all.Skip((page - 1) * perPage).Take(perPage)];
        }

        return new JsonObject { ["data"] = new JsonArray([.. all]), ["meta"] = meta };
    }

    private string PageUrl(WondeSchool school, string resource, IQueryCollection query, int perPage, int page) =>
        string.Create(CultureInfo.InvariantCulture, $"{BaseUrl}/schools/{school.Id}/{resource}?include={query["include"]}&per_page={perPage}&page={page}");
}

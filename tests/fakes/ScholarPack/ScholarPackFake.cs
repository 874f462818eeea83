using System.Globalization;
using System.Text.Json.Nodes;

namespace Uso.Fakes.ScholarPack;

/// <summary>A fake of ScholarPack's API for one school: OAuth2 with refresh tokens that rotate, and resources in pages. Made from public documentation.</summary>
public sealed partial class ScholarPackFake : FakeServer<ScholarPackFaults>
{
    private const string Root = "/api/v1/";
    private readonly ScholarPackFakeOptions _options;

    private ScholarPackFake(ScholarPackFakeOptions options)
    {
        _options = options;
        RefreshToken = options.RefreshToken;
    }

    public ScholarPackSchool School => _options.School;

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<ScholarPackFake> StartAsync(ScholarPackFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new ScholarPackFake(options);
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.Request.Path.Value!;
        if (path.StartsWith("/oauth2/", StringComparison.Ordinal))
        {
            await OAuthAsync(context, path);
            return;
        }

        if (Faults.ExpiresAfter > 0 && Interlocked.Decrement(ref Faults.ExpiresAfter) == 0)
        {
            Faults.TokenExpired = true;
        }

        var resource = path.StartsWith(Root, StringComparison.Ordinal) ? path[Root.Length..].Trim('/') : "";
        if (!IsCurrent(context.Request.Headers.Authorization.ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (Faults.LostPermission.ContainsKey(resource))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (resource == "school")
        {
            await WritePageAsync(context, new JsonObject
            {
                ["data"] = new JsonObject { ["name"] = School.Name, ["urn"] = School.Urn, ["la_code"] = School.LaCode, ["establishment_number"] = School.EstablishmentNumber },
            }.ToJsonString());
        }
        else if (Records(resource) is { } records)
        {
            await PageAsync(context, resource, records);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    private IEnumerable<JsonObject>? Records(string resource) => resource switch
    {
        "students" => School.Students.Select(ScholarPackJson.Student),
        "staff" => School.Staff.Select(ScholarPackJson.Staff),
        "contacts" => School.Contacts.Select(ScholarPackJson.Contact),
        "students/register" => School.Register.Select(ScholarPackJson.Mark),
        _ => null,
    };

    private async Task PageAsync(HttpContext context, string resource, IEnumerable<JsonObject> records)
    {
        var query = context.Request.Query;
        var page = int.TryParse(query["page"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        if (Faults.BrokenPage.TryGetValue(resource, out var broken) && broken == page)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        // Only the page's own records are made: a large school has many pages.
        var all = Faults.Empty.ContainsKey(resource) ? [] : records;
        var count = all.TryGetNonEnumeratedCount(out var known) ? known : all.Count();
        var size = int.TryParse(query["per_page"], CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, _options.PageSize) : _options.PageSize;
        var pages = Math.Max(1, (count + size - 1) / size);
        var next = page < pages;
        var answer = new JsonObject
        {
            ["has_next"] = next,
            ["has_prev"] = page > 1,
            ["next_num"] = next ? page + 1 : null,
            ["page"] = page,
            ["pages"] = Faults.WrongPages.TryGetValue(resource, out var wrong) ? wrong : pages,
            ["per_page"] = size,
            ["prev_num"] = page > 1 ? page - 1 : null,
            ["next_uri"] = Faults.Next.TryGetValue(resource, out var other) ? other : next ? Uri(page + 1) : null,
            ["prev_uri"] = page > 1 ? Uri(page - 1) : null,
            ["data"] = new JsonArray([.. all.Skip((page - 1) * size).Take(size).Select(record => Renamed(resource, record))]),
        };
        await WritePageAsync(context, answer.ToJsonString(), resource: resource);

        string Uri(int to) => string.Create(CultureInfo.InvariantCulture, $"{Url}{Root}{resource}/?per_page={size}&page={to}");
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

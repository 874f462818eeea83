using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Uso.Fakes;

/// <summary>A fake of a MIS that gives a school's records as plain JSON in numbered pages: <c>{root}/{school}/{resource}?page=1</c>.</summary>
/// <param name="root">Path before the school's id, with slashes around it.</param>
/// <param name="schools">The schools served.</param>
public abstract class RecordServer(string root, IReadOnlyList<RecordSchool> schools) : FakeServer<FakeFaults>
{
    public IReadOnlyList<RecordSchool> Schools { get; } = schools;

    /// <summary>Records of a page.</summary>
    public int PageSize { get; set; } = 100;

    protected override async Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.Request.Path.Value!;
        var words = path.StartsWith(root, StringComparison.Ordinal) ? path[root.Length..].Split('/') : [];
        var school = words.Length is 1 or 2 ? Schools.FirstOrDefault(one => one.Id == words[0]) : null;
        if (Faults.TokenExpired || !IsSigned(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (school is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (words.Length == 1)
        {
            await SchoolAsync(context, school);
        }
        else if (!school.Granted || Faults.LostPermission.ContainsKey(words[1]))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (school.Records.TryGetValue(words[1], out var records))
        {
            await PageAsync(context, words[1], records);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
    }

    /// <summary>Whether the request carries good credentials.</summary>
    protected abstract bool IsSigned(HttpRequest request);

    /// <summary>Answers who the school is.</summary>
    protected abstract Task SchoolAsync(HttpContext context, RecordSchool school);

    /// <summary>A page around its records.</summary>
    protected abstract JsonNode Page(string resource, JsonArray records, int page, int pages, int total);

    /// <summary>The numbers by which the country knows the school.</summary>
    protected static JsonObject Numbers(RecordSchool school)
    {
        ArgumentNullException.ThrowIfNull(school);
        return new() { ["name"] = school.Name, ["urn"] = school.Urn, ["laCode"] = school.LaCode, ["establishmentNumber"] = school.EstablishmentNumber };
    }

    private async Task PageAsync(HttpContext context, string resource, List<JsonObject> all)
    {
        var page = int.TryParse(context.Request.Query["page"], CultureInfo.InvariantCulture, out var number) ? number : 1;
        if (Faults.BrokenPage.TryGetValue(resource, out var broken) && broken == page)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        var records = Faults.Empty.ContainsKey(resource) ? [] : all;
        var here = records.Skip((page - 1) * PageSize).Take(PageSize).Select(record => (JsonNode)Renamed(resource, record));
        var pages = Math.Max(1, (records.Count + PageSize - 1) / PageSize);
        await WritePageAsync(context, Page(resource, [.. here], page, pages, records.Count).ToJsonString(), resource: resource);
    }

    private JsonObject Renamed(string resource, JsonObject record)
    {
        var copy = record.DeepClone().AsObject();
        foreach (var (field, name) in Faults.ChangedField)
        {
            if (field.StartsWith(resource + ".", StringComparison.Ordinal) && copy.Remove(field[(resource.Length + 1)..], out var value))
            {
                copy[name] = value;
            }
        }

        return copy;
    }
}

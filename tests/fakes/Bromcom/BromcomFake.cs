using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Uso.Fakes.Bromcom;

/// <summary>A fake of Bromcom's two ways of reading: REST v2 and the SOAP service. Made from a public client and a public service description.</summary>
public sealed partial class BromcomFake : FakeServer<BromcomFaults>
{
    private const string Rest = "/v2/";
    private readonly BromcomFakeOptions _options;

    private BromcomFake(BromcomFakeOptions options) => _options = options;

    public IReadOnlyList<BromcomSchool> Schools => _options.Schools;

    /// <summary>Address of the SOAP service: the <c>soapUrl</c> setting.</summary>
    public string SoapUrl => Url + BromcomSoap.Path;

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<BromcomFake> StartAsync(BromcomFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new BromcomFake(options);
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.Request.Path.Value!;
        return path == BromcomSoap.Path ? SoapAsync(context)
            : path.StartsWith(Rest, StringComparison.Ordinal) ? RestAsync(context, path[Rest.Length..])
            : RefuseAsync(context, StatusCodes.Status404NotFound);
    }

    private static Task RefuseAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    private async Task RestAsync(HttpContext context, string entity)
    {
        var headers = context.Request.Headers;
        if (Faults.TokenExpired || headers["ApplicationId"] != _options.ApplicationId || headers["ApplicationSecret"] != _options.ApplicationSecret)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }

        var filter = context.Request.Query["entityFilter"].ToString();
        var page = PageOf().Match(filter) is { Success: true } found ? int.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var (status, rows) = Find(entity, context.Request.Query["schoolId"], filter, page);
        if (rows is null)
        {
            await RefuseAsync(context, status);
            return;
        }

        var answer = new JsonObject { ["success"] = !Faults.NoSuccess, ["data"] = new JsonArray([.. rows.Skip(page * _options.PageSize).Take(_options.PageSize)]) };
        await WritePageAsync(context, answer.ToJsonString(), resource: entity);
    }

    private async Task SoapAsync(HttpContext context)
    {
        var call = await BromcomSoap.ReadAsync(context.Request);
        if (call is null)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest);
            return;
        }

        if (Faults.TokenExpired || call.UserName != _options.UserName || call.Password != _options.Password)
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized);
            return;
        }

        var (status, rows) = Find(call.Entity, call.SchoolId, call.Filter, 0);
        if (rows is null)
        {
            await RefuseAsync(context, status);
            return;
        }

        await WritePageAsync(context, BromcomSoap.Write(rows), "text/xml");
    }

    private (int Status, List<JsonObject>? Rows) Find(string entity, string? schoolId, string filter, int page)
    {
        var school = _options.Schools.FirstOrDefault(s => s.Id.ToString(CultureInfo.InvariantCulture) == schoolId);
        if (school is null || BromcomRows.Of(school, entity, filter) is not { } rows)
        {
            return (StatusCodes.Status404NotFound, null);
        }

        if (Faults.LostPermission.ContainsKey(entity))
        {
            return (StatusCodes.Status403Forbidden, null);
        }

        if (Faults.BrokenPage.TryGetValue(entity, out var broken) && broken == page)
        {
            return (StatusCodes.Status500InternalServerError, null);
        }

        return (StatusCodes.Status200OK, Faults.Empty.ContainsKey(entity) ? [] : [.. rows.Select(row => Renamed(entity, row))]);
    }

    private JsonObject Renamed(string entity, JsonObject row)
    {
        foreach (var (field, name) in Faults.ChangedField)
        {
            if (field.StartsWith(entity + ".", StringComparison.Ordinal) && row.Remove(field[(entity.Length + 1)..], out var value))
            {
                row[name] = value;
            }
        }

        return row;
    }

    [GeneratedRegex(@"\{page:(\d+)\}")]
    private static partial Regex PageOf();
}

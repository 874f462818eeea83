using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Uso.Fakes.Arbor;

/// <summary>A fake of one school's Arbor: GraphQL reads, the REST change log, and the pages on which a school approves an application. Made from public documentation.</summary>
public sealed partial class ArborFake : FakeServer<ArborFaults>
{
    private readonly ArborFakeOptions _options;

    private ArborFake(ArborFakeOptions options)
    {
        _options = options;
        Approved = options.Approved;
    }

    /// <summary>Every GraphQL query so far, in order.</summary>
    public ConcurrentQueue<string> Queries { get; } = new();

    public ArborSchool School => _options.School;

    /// <summary>Whether the school lets the application in.</summary>
    public bool Approved { get; set; }

    /// <summary>Starts serving; dispose to stop.</summary>
    public static async Task<ArborFake> StartAsync(ArborFakeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var fake = new ArborFake(options);
        await fake.ListenAsync(options.Port, cancellationToken);
        return fake;
    }

    protected override async Task AnswerAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var path = context.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (path is ["approve", ..])
        {
            await ApproveAsync(context, path);
            return;
        }

        if (!IsApplication(context))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }
        else if (!Approved)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            await (path switch
            {
                ["graphql", "query"] when HttpMethods.IsPost(context.Request.Method) => QueryAsync(context),
                ["rest-v2", var resource, "changelog"] => ChangesAsync(context, resource),
                ["rest-v2", var resource] => ListAsync(context, resource),
                ["rest-v2", "students", _] => WritePageAsync(context, new JsonObject { ["response"] = Envelope(), ["student"] = new JsonObject { ["entityType"] = "Student", ["revisionId"] = School.RevisionOf("Student") } }.ToJsonString()),
                _ => NotFoundAsync(context),
            });
        }
    }

    private bool IsApplication(HttpContext context)
    {
        var expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_options.UserName}:{_options.Password}"));
        return !Faults.TokenExpired && context.Request.Headers.Authorization.ToString() == $"Basic {expected}";
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>As Arbor makes plurals: dashes, and an s at the end, of staff too.</summary>
    private static string Plural(string entity)
    {
        var plural = new StringBuilder();
        foreach (var c in entity)
        {
            plural.Append(char.IsAsciiLetterUpper(c) && plural.Length > 0 && plural[^1] != '_' ? "-" : "").Append(char.ToLowerInvariant(c));
        }

        return plural.Append(plural[^1] == 's' ? "es" : "s").ToString();
    }

    private static JsonObject Fault(string message) => new() { ["message"] = message, ["locations"] = new JsonArray() };

    private static JsonObject Envelope() => new() { ["code"] = 200, ["reason"] = "OK", ["errors"] = new JsonArray() };

    private async Task QueryAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        var query = (string?)body?["query"] ?? "";
        Queries.Enqueue(query);
        if (GraphQuery.Parse(query) is not { } fields)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var data = new JsonObject();
        var errors = new JsonArray();
        foreach (var field in fields)
        {
            if (Faults.BrokenPage.TryGetValue(field.Name, out var broken) && broken == field.Number("page_num", 0))
            {
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                return;
            }

            Select(field, data, errors);
        }

        var answer = errors.Count == 0 ? new JsonObject { ["data"] = data } : new JsonObject { ["data"] = null, ["errors"] = errors };
        await WritePageAsync(context, answer.ToJsonString(), resource: fields[0].Name);
    }

    private void Select(GraphField field, JsonObject data, JsonArray errors)
    {
        if (Faults.LostPermission.ContainsKey(field.Name))
        {
            switch (Faults.LostAs)
            {
                case ArborLost.Error:
                    errors.Add(Fault($"You do not have access to `{field.Name}.{field.Fields[0].Name}`."));
                    break;
                case ArborLost.EmptyObject:
                    data[field.Name] = new JsonObject();
                    break;
                case ArborLost.EmptyRecords:
                    data[field.Name] = new JsonArray(new JsonObject(), new JsonObject());
                    break;
            }

            return;
        }

        if (new ArborJson(School).Objects(field.Name) is not { } objects)
        {
            errors.Add(Fault($"Cannot query field \"{field.Name}\" on type \"Query\"."));
            return;
        }

        var size = Math.Clamp(field.Number("page_size", 3000), 1, _options.MaxPageSize);
        var page = field.Number("page_num", 0);
        var asked = Faults.Empty.ContainsKey(field.Name) ? [] : field.Arguments.TryGetValue("startDatetime_after", out var after) ? objects.Where(o => IsAfter(o, after)) : objects;
        var rows = asked.Skip(page * size).Take(size);
        var links = Faults.LinksFrom.TryGetValue(field.Name, out var from) && page >= from;
        var list = new JsonArray();
        foreach (var row in rows)
        {
            list.Add(links ? Link(field.Name, row) : Project(row, field.Fields, field.Name, errors));
        }

        data[field.Name] = list;
    }

    private static bool IsAfter(JsonObject row, string after) => string.CompareOrdinal((string?)row["startDatetime"], after) >= 0;

    private static JsonObject Link(string entity, JsonObject row) => new() { ["entityType"] = entity, ["href"] = $"/rest-v2/{Plural(entity)}/{row["id"]}" };

    private JsonObject Project(JsonObject row, IReadOnlyList<GraphField> fields, string type, JsonArray errors)
    {
        var projected = new JsonObject();
        foreach (var field in fields)
        {
            var known = row.TryGetPropertyValue(field.Name, out var value);
            if (Faults.ChangedField.ContainsKey($"{type}.{field.Name}"))
            {
                known = false;
            }

            if (!known)
            {
                if (errors.Count == 0)
                {
                    errors.Add(Fault($"Cannot query field \"{field.Name}\" on type \"{type}\"."));
                }

                continue;
            }

            projected[field.Name] = value switch
            {
                JsonObject inner => Project(inner, field.Fields, $"{type}.{field.Name}", errors),
                JsonArray list => new JsonArray([.. list.Select(one => Project((JsonObject)one!, field.Fields, $"{type}.{field.Name}", errors))]),
                _ => value?.DeepClone(),
            };
        }

        return projected;
    }

    private async Task ChangesAsync(HttpContext context, string resource)
    {
        if (Faults.NoChangeLog || ArborJson.Logged.FirstOrDefault(e => Plural(e) == resource) is not { } entity)
        {
            await NotFoundAsync(context);
            return;
        }

        var answer = new JsonObject { ["response"] = Envelope() };
        if (!Faults.LostPermission.ContainsKey(entity))
        {
            var from = long.TryParse(context.Request.Query["from-revision"], CultureInfo.InvariantCulture, out var asked) ? asked : 0;
            var changed = School.RevisionOf(entity);
            answer["changes"] = changed <= from
                ? []
                : new JsonArray(new JsonObject { ["changeType"] = "update", ["fromRevision"] = from, ["toRevision"] = changed, ["entityType"] = entity });
        }

        await WritePageAsync(context, answer.ToJsonString());
    }

    private async Task ListAsync(HttpContext context, string resource)
    {
        if (ArborJson.Entities.FirstOrDefault(e => Plural(e) == resource) is not { } entity)
        {
            await NotFoundAsync(context);
            return;
        }

        var size = int.TryParse(context.Request.Query["page-size"], CultureInfo.InvariantCulture, out var asked) ? asked : 100;
        var rows = new ArborJson(School).Objects(entity)!.Take(size).Select(row => (JsonNode)Link(entity, row));
        await WritePageAsync(context, new JsonObject { ["response"] = Envelope(), [resource] = new JsonArray([.. rows]) }.ToJsonString());
    }
}

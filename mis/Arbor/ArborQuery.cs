using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Uso.Mis.Captures;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Arbor;

/// <summary>Makes GraphQL requests and looks at what came.</summary>
internal sealed class ArborQuery(ArborConnection connection)
{
    private const string NoAccess = "You do not have access";
    private const string NoField = "Cannot query field";
    private readonly Uri _url = new(connection.BaseUrl, "graphql/query");

    /// <summary>All pages of an entity. Pages are counted from 0, and the first empty one is the end: a host may give fewer records than it was asked for.</summary>
    /// <param name="since">Attendance: the first day that is asked for.</param>
    public PagedResource Pages(ArborEntity entity, DateOnly? since)
    {
        var page = 0;
        return new PagedResource(entity.Name, Request(0), (_, body) =>
        {
            var look = Look(body, entity.Name);
            return look is { Records: { } records, Reason: null }
                ? records == 0 ? PageLook.Last(0) : PageLook.More(records, Request(++page))
                : PageLook.Failed(look.Reason!);
        });

        PullRequest Request(int number) => Query($"{{ {entity.Name}({Arguments(connection.PageSize, number, since)}) {{ {entity.Selection} }} }}");
    }

    /// <summary>One record of each entity, in one request each, so that one that may not be read does not hide the others.</summary>
    public PullRequest Probe(ArborEntity entity) => Query($"{{ {entity.Name}({Arguments(1, 0, null)}) {{ {entity.Selection} }} }}");

    /// <summary>The institutions that the school's Arbor knows: itself, and those that pupils came from.</summary>
    public PullRequest Institutions(int most) => Query($"{{ EducationalInstitution({Arguments(most, 0, null)}) {{ id urn }} }}");

    /// <summary>How many records a page has; without a number, why it is none.</summary>
    public static (int? Records, string? Reason) Look(ReadOnlyMemory<byte> body, string entity)
    {
        using var json = JsonDocument.Parse(body);
        var root = json.RootElement;
        if (root.ValueKind is not JsonValueKind.Object)
        {
            return (null, MisErrorCodes.PageMissing);
        }

        if (root.TryGetProperty("errors", out var errors) && errors.ValueKind is JsonValueKind.Array && errors.GetArrayLength() > 0)
        {
            return (null, ReasonOf(errors[0]));
        }

        // A permission that is missing gives an empty object, or nothing, without an error.
        if (!root.TryGetProperty("data", out var data) || data.ValueKind is not JsonValueKind.Object)
        {
            return (null, MisErrorCodes.PageMissing);
        }

        if (!data.TryGetProperty(entity, out var list) || list.ValueKind is not JsonValueKind.Array)
        {
            return (null, MisErrorCodes.PermissionMissing);
        }

        var count = list.GetArrayLength();
        return count > 0 && list.EnumerateArray().All(IsEmpty) ? (null, MisErrorCodes.PermissionMissing) : (count, null);
    }

    /// <summary>URNs of the institutions in the answer; none when it does not say.</summary>
    public static HashSet<string> Urns(ReadOnlyMemory<byte> body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.Find("data", "EducationalInstitution") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(one => one.FindText("urn")).OfType<string>()]
            : [];
    }

    private static bool IsEmpty(JsonElement record) => record.ValueKind is JsonValueKind.Object && !record.EnumerateObject().MoveNext();

    private static string ReasonOf(JsonElement error)
    {
        var message = error.ValueKind is JsonValueKind.Object && error.TryGetProperty("message", out var text) && text.ValueKind is JsonValueKind.String ? text.GetString()! : "";
        return message.StartsWith(NoAccess, StringComparison.OrdinalIgnoreCase) ? MisErrorCodes.PermissionMissing
            : message.StartsWith(NoField, StringComparison.OrdinalIgnoreCase) ? MisErrorCodes.FieldChanged
            : MisErrorCodes.PageMissing;
    }

    private static string Arguments(int size, int page, DateOnly? since) => string.Create(
        CultureInfo.InvariantCulture, $"page_size: {size}, page_num: {page}{(since is { } day ? $", startDatetime_after: \"{day:yyyy-MM-dd}\"" : "")}");

    private PullRequest Query(string query)
    {
        var body = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("query", query);
            json.WriteEndObject();
        }

        return new PullRequest(_url) { Content = body.WrittenMemory };
    }
}

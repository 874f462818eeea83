using System.Text.Json;
using Uso.Mis.Pulling;
using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>The school's own counts of its records. The API may not offer them; then there is nothing to compare.</summary>
internal static class WondeCounts
{
    public static async Task<IReadOnlyDictionary<string, int>> FetchAsync(
        PullClient client, WondeConnection connection, IEnumerable<WondeResource> resources, CancellationToken cancellationToken)
    {
        var names = resources.Select(r => r.CountName).OfType<string>().ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (names.Count == 0 || (await client.GetAsync($"{connection.SchoolPath}/counts?include={string.Join(',', names)}", cancellationToken)).Body is not { } body)
        {
            return counts;
        }

        using var json = JsonDocument.Parse(body);
        foreach (var name in names)
        {
            if (json.RootElement.Find("data", name) is { } element && CountOf(element) is { } count)
            {
                counts[name] = count;
            }
        }

        return counts;
    }

    // Either a number, or { "data": { "count": 12 } }.
    private static int? CountOf(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number)
        ? number
        : element.Find("data", "count") is { ValueKind: JsonValueKind.Number } inner && inner.TryGetInt32(out number) ? number : null;
}

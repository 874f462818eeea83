using System.Text.Json;

namespace Uso.Mis.Records;

/// <summary>Looks into the small JSON around the records (paging, counts, the school), tolerantly: anything may be missing or null.</summary>
internal static class JsonFind
{
    /// <summary>The value at a path; null when it is missing or null.</summary>
    public static JsonElement? Find(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.Null ? null : element;
    }

    /// <summary>A text or number, trimmed; null when it is missing or empty.</summary>
    public static string? FindText(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.Find(path) is { ValueKind: JsonValueKind.String or JsonValueKind.Number } value && value.ToString().Trim() is { Length: > 0 } text ? text : null;
}

using System.Globalization;
using System.Text.Json;
using Uso.Mis.Text;

namespace Uso.Mis.Wonde;

/// <summary>Looks into Wonde's JSON, tolerantly: anything may be missing or null, ids may be numbers, dates come in two forms.</summary>
internal static class WondeCell
{
    public static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
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

    /// <summary>Text, trimmed; null when missing or empty.</summary>
    public static string? Text(JsonElement element, params ReadOnlySpan<string> path)
    {
        var text = Find(element, path) switch
        {
            { ValueKind: JsonValueKind.String } value => value.GetString()!.Trim(),
            { ValueKind: JsonValueKind.Number } value => value.GetRawText(),
            _ => "",
        };
        return text.Length == 0 ? null : text;
    }

    public static bool? Boolean(JsonElement element, params ReadOnlySpan<string> path) => Find(element, path) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText() != "0",
        { ValueKind: JsonValueKind.String } text => text.GetString()!.ToUpperInvariant() is "TRUE" or "1" or "YES" ? true : text.GetString()!.Length == 0 ? null : false,
        _ => null,
    };

    public static int? Number(JsonElement element, params ReadOnlySpan<string> path) =>
        int.TryParse(Text(element, path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The text of a date: a string, or PHP's <c>{date, timezone_type, timezone}</c>.</summary>
    public static string? DateText(JsonElement element, params ReadOnlySpan<string> path) => Find(element, path) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Object ? Text(value, "date") : Text(element, path);

    /// <summary>The elements of <c>name.data</c>, of <c>name</c> itself, or none.</summary>
    public static JsonElement.ArrayEnumerator List(JsonElement element, string name)
    {
        var list = Find(element, name, "data") ?? Find(element, name);
        return list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : default;
    }

    /// <summary>Broken rule of a text value, with runs of spaces collapsed in place; null when it is good.</summary>
    public static string? Check(ref string? value)
    {
        if (value is null)
        {
            return null;
        }

        var rule = Cell.Check(value, out var collapse);
        if (rule is null && collapse)
        {
            Span<char> buffer = stackalloc char[MisLimits.MaxValueLength];
            value = new string(buffer[..Cell.Collapse(value, buffer)]);
        }

        return rule;
    }
}

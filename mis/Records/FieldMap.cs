using System.Collections.Frozen;
using System.Text.Json;

namespace Uso.Mis.Records;

/// <summary>
/// Where the canonical fields of one kind of record stand in a MIS's answers: field → dotted paths, the first that has a value counts. A path that leads
/// through a list takes the list's first element that has a value. Defaults live in the MIS's folder; a configuration may override single fields.
/// </summary>
internal sealed class FieldMap
{
    private readonly FrozenDictionary<string, int> _byField;

    public FieldMap(string record, params ReadOnlySpan<(string Field, string Paths)> fields)
    {
        Record = record;
        var all = new List<(string, string[])>();
        foreach (var (field, paths) in fields)
        {
            all.Add((field, paths.Split('|')));
        }

        Fields = all;
        _byField = all.Select((entry, i) => (entry.Item1, i)).ToFrozenDictionary(e => e.Item1, e => e.i, StringComparer.Ordinal);
    }

    /// <summary>Kind of record, for example <c>students</c>: what a configuration calls it.</summary>
    public string Record { get; }

    /// <summary>Field and its paths, in order.</summary>
    public IReadOnlyList<(string Field, string[] Paths)> Fields { get; }

    /// <summary>Position of a field; -1 when this kind of record has none such.</summary>
    public int IndexOf(string field) => _byField.GetValueOrDefault(field, -1);

    /// <summary>
    /// Overrides fields from a configuration: <c>{"students": {"LegalFirstName": "first_name|forename", "House": ""}}</c>. Empty: the MIS has no such field.
    /// Kinds of records and fields that are not named stay as they are.
    /// </summary>
    /// <exception cref="MisExportException"><c>pull-bad-field-map</c>: not such JSON, or a record or field that there is not.</exception>
    public static IReadOnlyDictionary<string, FieldMap> Override(IReadOnlyDictionary<string, FieldMap> maps, string? json)
    {
        if (string.IsNullOrWhiteSpace(json))
        {
            return maps;
        }

        try
        {
            using var document = JsonDocument.Parse(json);
            return Override(maps, document.RootElement);
        }
        catch (JsonException broken)
        {
            throw Bad("is not JSON", broken);
        }
    }

    /// <inheritdoc cref="Override(IReadOnlyDictionary{string, FieldMap}, string?)"/>
    public static IReadOnlyDictionary<string, FieldMap> Override(IReadOnlyDictionary<string, FieldMap> maps, JsonElement json)
    {
        if (json.ValueKind is not JsonValueKind.Object)
        {
            throw Bad("is not an object");
        }

        var result = maps.ToDictionary(StringComparer.Ordinal);
        foreach (var record in json.EnumerateObject())
        {
            if (!result.TryGetValue(record.Name, out var map) || record.Value.ValueKind is not JsonValueKind.Object)
            {
                throw Bad($"names a kind of record that there is not; there are: {string.Join(", ", maps.Keys)}");
            }

            result[record.Name] = map.With(record.Value);
        }

        return result;
    }

    private FieldMap With(JsonElement fields)
    {
        var all = Fields.Select(f => (f.Field, Paths: string.Join('|', f.Paths))).ToArray();
        foreach (var field in fields.EnumerateObject())
        {
            var at = IndexOf(field.Name);
            if (at < 0)
            {
                throw Bad($"names a field that {Record} does not have; it has: {string.Join(", ", Fields.Select(f => f.Field))}");
            }

            if (field.Value.ValueKind is not JsonValueKind.String || !IsPaths(field.Value.GetString()!))
            {
                throw Bad($"has no usable path for {Record}.{field.Name}: names joined by dots, alternatives by |");
            }

            all[at].Paths = field.Value.GetString()!;
        }

        return new FieldMap(Record, all);
    }

    private static bool IsPaths(string paths) =>
        paths.Length == 0 || (paths.Length <= MisLimits.MaxValueLength && paths.Split('|').All(path => path.Split('.').All(name => name.Length > 0 && name.Trim() == name)));

    private static MisExportException Bad(string what, Exception? inner = null) => new(MisErrorCodes.PullBadFieldMap, $"The field map {what}.", inner);
}

using System.Text.Json;
using Uso.Mis.Text;

namespace Uso.Mis.Wonde;

/// <summary>One record while it is mapped: reads fields under the school's opt-outs, notes which were seen, and remembers the first broken rule.</summary>
internal sealed class WondeRecord(Report report, ReadSettings settings)
{
    private static readonly HashSet<string> Mandatory = [.. WondeFields.All.Where(f => f.Mandatory).Select(f => $"{f.Report}.{f.Field}")];
    private JsonElement _json;

    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    public string? Rule { get; private set; }

    public string Field { get; private set; } = "";

    public string ValueClass { get; private set; } = "";

    public JsonElement Json
    {
        get => _json;
        set
        {
            _json = value;
            Rule = null;
        }
    }

    /// <summary>A text field; the first of the paths that has a value.</summary>
    public string? Text(string field, params ReadOnlySpan<string> dottedPaths)
    {
        if (OptedOut(field))
        {
            return null;
        }

        string? value = null;
        foreach (var path in dottedPaths)
        {
            value ??= WondeCell.Text(_json, path.Split('.'));
        }

        if (value is null)
        {
            return null;
        }

        Seen.Add(field);
        if (WondeCell.Check(ref value) is { } rule)
        {
            Break(field, rule, Cell.ClassOf(value));
            return null;
        }

        return value;
    }

    public string Required(string field, params ReadOnlySpan<string> dottedPaths)
    {
        var value = Text(field, dottedPaths);
        if (value is null)
        {
            Break(field, MisErrorCodes.RowMissingValue, "empty");
        }

        return value ?? "";
    }

    public DateOnly? Date(string field, string dottedPath, bool required = false)
    {
        var text = OptedOut(field) ? null : WondeCell.DateText(_json, dottedPath.Split('.'));
        if (text is null)
        {
            if (required)
            {
                Break(field, MisErrorCodes.RowMissingValue, "empty");
            }

            return null;
        }

        Seen.Add(field);
        if (!Cell.TryDate(text, out var date) || (field == nameof(ExtractPerson.DateOfBirth) && date.Year < MisLimits.FirstBirthYear))
        {
            Break(field, MisErrorCodes.RowBadDate, Cell.ClassOf(text));
            return null;
        }

        return date;
    }

    public bool OptedOut(string field) => settings.OptOuts.Contains((report, field)) && !Mandatory.Contains($"{report}.{field}");

    /// <summary>The first broken rule stands.</summary>
    public void Break(string field, string rule, string valueClass)
    {
        if (Rule is null)
        {
            (Field, Rule, ValueClass) = (field, rule, valueClass);
        }
    }
}

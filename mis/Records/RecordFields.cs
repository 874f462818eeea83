using Uso.Mis.Text;

namespace Uso.Mis.Records;

/// <summary>One record while it is mapped: reads fields under the school's opt-outs, notes which were seen, and remembers the first broken rule.</summary>
/// <param name="mandatory">Fields of the report that cannot be opted out.</param>
internal sealed class RecordFields(Report report, ReadSettings settings, IReadOnlySet<string> mandatory)
{
    private IWireRecords _records = null!;

    public Report Report => report;

    /// <summary>Fields that the export carried at least once.</summary>
    public HashSet<string> Seen { get; } = new(StringComparer.Ordinal);

    /// <summary>The broken rule; null while the record is good.</summary>
    public string? Rule { get; private set; }

    public string Field { get; private set; } = "";

    public string ValueClass { get; private set; } = "";

    /// <summary>Goes on to the record that was read last.</summary>
    public void Start(IWireRecords records) => (_records, Rule) = (records, null);

    public bool Maps(string field) => _records.Map.IndexOf(field) >= 0;

    /// <summary>The value as it came, trimmed, whatever the opt-outs; null when there is none.</summary>
    public string? Raw(string field) => _records.Map.IndexOf(field) is >= 0 and var at ? _records.Text(at) : null;

    /// <summary>A text field.</summary>
    public string? Text(string field) => Text(field, OptedOut(field) ? null : Raw(field));

    /// <summary>A text field whose value was found or cleaned elsewhere.</summary>
    public string? Text(string field, string? value)
    {
        if (value is null)
        {
            return null;
        }

        Seen.Add(field);
        var rule = Cell.Check(value, out var collapse);
        if (rule is not null)
        {
            Break(field, rule, Cell.ClassOf(value));
            return null;
        }

        if (collapse)
        {
            Span<char> buffer = stackalloc char[MisLimits.MaxValueLength];
            value = new string(buffer[..Cell.Collapse(value, buffer)]);
        }

        return value;
    }

    public string Required(string field) => Required(field, Text(field));

    public string Required(string field, string? value)
    {
        if (value is null)
        {
            Break(field, MisErrorCodes.RowMissingValue, "empty");
        }

        return value ?? "";
    }

    public DateOnly? Date(string field, bool required = false) => Date(field, OptedOut(field) ? null : Raw(field), required);

    public DateOnly? Date(string field, string? value, bool required = false)
    {
        if (value is null)
        {
            if (required)
            {
                Break(field, MisErrorCodes.RowMissingValue, "empty");
            }

            return null;
        }

        Seen.Add(field);
        if (!Cell.TryDate(value, out var date) || (field == nameof(ExtractPerson.DateOfBirth) && date.Year < MisLimits.FirstBirthYear))
        {
            Break(field, MisErrorCodes.RowBadDate, Cell.ClassOf(value));
            return null;
        }

        return date;
    }

    /// <summary>Yes or no in any of the ways in which MISs say it; null when there is no value or the field is opted out.</summary>
    public bool? Flag(string field)
    {
        if (OptedOut(field) || Raw(field) is not { } value)
        {
            return null;
        }

        Seen.Add(field);
        return value.ToUpperInvariant() is "TRUE" or "1" or "YES" or "Y" or "T";
    }

    public bool OptedOut(string field) => settings.OptOuts.Contains((report, field)) && !mandatory.Contains(field);

    /// <summary>The first broken rule stands.</summary>
    public void Break(string field, string rule, string valueClass)
    {
        if (Rule is null)
        {
            (Field, Rule, ValueClass) = (field, rule, valueClass);
        }
    }
}
